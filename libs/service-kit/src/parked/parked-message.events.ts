import {
  type Cryptography,
  type Message,
  type ParkedMessage,
  streamName,
  type StreamName,
} from '@rollcall/event-sourcing';

/** A parked message as it stood when something was ordered about it: what it is, where it lay and why; not what it says. */
export type OrderedMessage = Omit<ParkedMessage, 'place'>;

/** The operator wants the messages of its key handed over again; `reason` as they gave it. */
export type RedriveOrdered = Message<'RedriveOrdered', { message: OrderedMessage; reason?: string }>;
/** The operator wants it dropped for good; `reason` as they gave it. */
export type DiscardOrdered = Message<'DiscardOrdered', { message: OrderedMessage; reason: string }>;
/**
 * The bus has done what the command `order` ordered, or has found it done: somebody else's order may have been faster. An
 * order without this may or may not have been carried out.
 */
export type OrderCarriedOut = Message<'OrderCarriedOut', { order: string }>;
/** What is on record about a parked message (KRN-11): who and when stand beside each event, as everywhere. */
export type ParkedMessageEvent = RedriveOrdered | DiscardOrdered | OrderCarriedOut;

/** The stream of one parked message, in the log of the service whose group has parked it. */
export const parkedMessageStream = (
  cryptography: Pick<Cryptography, 'uuid5'>,
  service: string,
  id: string,
): StreamName => streamName(`${service}.parked`, cryptography.uuid5('parked', id));
