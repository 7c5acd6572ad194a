import type { Envelope, Verdict } from './bus.js';
import type { Command, CommandContext, CommandHandler } from './command.js';
import type { Cryptography } from './cryptography.js';
import type { Facet } from './facet.js';
import { listenerCommandId } from './ids.js';
import type { StreamVersion } from './message.js';

/**
 * What a service does when it hears of something: one pure reaction per contract event. Rejections that are a proper
 * answer to a message are declared with the reason why nothing is lost; any other parks the message (KRN-12).
 */
export interface Listener<M extends Envelope = Envelope> {
  /** Part of the command's id: never rename. */
  readonly name: string;
  /** The contract event's type. */
  readonly on: string;
  /** The command that follows from the message, if any. Pure. */
  readonly react: (message: M) => Command | undefined;
  /** Rejection code → why the message may be let go. */
  readonly ignore?: Readonly<Record<string, string>>;
}

/** What a listener's commands are handled with. */
export type ListenerPorts = Readonly<{ handle: CommandHandler; cryptography: Pick<Cryptography, 'uuid5'> }>;

/**
 * Hands what follows from a message to the command handler. The command's id comes from the message's, so redelivery
 * finds the first effect (KRN-04); actor, conversation and time are the message's own, its id is the cause.
 */
export function handleWith<M extends Envelope>(
  listener: Listener<M>,
  { handle, cryptography }: ListenerPorts,
): (message: M) => Promise<Verdict> {
  return async (message) => {
    const command = listener.react(message);
    if (!command) return 'ack';
    const outcome = await handle(command, listenerContext(message, listener.name, cryptography));
    if (outcome.ok) return 'ack';
    const { rejected, reason } = outcome.rejection;
    if (Object.hasOwn(listener.ignore ?? {}, rejected)) return 'ack';
    return { park: `${listener.name} did not expect the rejection ${rejected}: ${reason}` };
  };
}

/** The context of the command that a listener's message leads to. */
export function listenerContext(
  message: Envelope,
  listener: string,
  cryptography: Pick<Cryptography, 'uuid5'>,
): CommandContext {
  return {
    ...message.metadata,
    commandId: listenerCommandId(cryptography, message.id, listener, 0),
    causationId: message.id,
  };
}

/**
 * Whether a message is older than one already acted upon. A no-op leaves no command id behind, so a message delivered
 * again long after could act a second time. A decider that listens therefore keeps, in its own state, the highest version
 * it acted on per source key, writes it with the events that follow, and answers no events when this says `true` (KRN-04):
 * `if (isStale(state.person, command.data.facet)) return [];`. A state holds few source keys; one that would collect many
 * is several aggregates.
 */
export const isStale = (actedOn: StreamVersion | undefined, facet: Pick<Facet, 'version'>): boolean =>
  actedOn !== undefined && facet.version < actedOn;
