import type { Message, ParkedMessage } from '@rollcall/event-sourcing';
import type { OrderCarriedOut } from './parked-message.events.js';

/** `found`: the message as it is parked now, if it is. */
type Found = Readonly<{ found: ParkedMessage | undefined }>;

/** What can be ordered about a parked message, and that it was done. */
export type ParkedMessageCommand =
  | Message<'OrderRedrive', Found & { reason?: string }>
  | Message<'OrderDiscard', Found & { reason: string }>
  | Message<'NoteCarriedOut', OrderCarriedOut['data']>;
