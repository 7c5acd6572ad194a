import type { Decider } from './decider.js';
import type { Message, Metadata, NewEvent, Recorded, StreamName, StreamVersion } from './message.js';
import type { Rejection } from './rejection.js';
import { isRejection } from './rejection.js';

/** What a command brings along: who, when, why; `expected` where the caller names the version it has seen (If-Match). */
export type CommandContext = Omit<Metadata, 'schema' | 'hash'> & Readonly<{ expected?: StreamVersion }>;

/** An event as the handler that wrote it knows it: shape version and hash are added by codec and store. */
export type WrittenEvent = NewEvent & Pick<Recorded, 'stream' | 'version'>;
/** What one stream received. */
export type Written = Readonly<{ version: StreamVersion; events: readonly WrittenEvent[] }>;
/**
 * What came of a command: what each stream received (none when there was nothing to do), or why not. A command that was
 * handled before answers what its addressed stream received then.
 */
export type Outcome =
  Readonly<{ ok: true; written: ReadonlyMap<StreamName, Written> }> | Readonly<{ ok: false; rejection: Rejection }>;

/** The state of a stream as this decision sees it; a state that is not loaded yet is loaded and the decision runs again. */
export type Get = <State, C extends Message, E extends Message>(
  aggregate: Decider<State, C, E>,
  stream: StreamName,
) => State;

/** One decision over all the streams it touches: pure, synchronous, repeatable. Most need one stream: {@link decideOne}. */
export type Decision = (get: Get) => ReadonlyMap<StreamName, readonly Message[]> | Rejection;

/**
 * One decision and the stream it is remembered in (KRN-04). A decision writes only streams it has looked at, and, when it
 * writes anything, the addressed one too: a command that leaves its id nowhere could not be recognised.
 */
export type Command = Readonly<{ addressed: StreamName; decide: Decision }>;

/**
 * Decides on the newest tentative state and queues the append in the same tick (KRN-05). The command id is looked for
 * first, so an ambiguous answer followed by a retry succeeds.
 * @throws CommandTimedOut when conflicts with other instances did not end within the deadline.
 */
export type CommandHandler = (command: Command, context: CommandContext) => Promise<Outcome>;

/** Conflicts with other instances went on until the deadline; the caller may try again (503). */
export class CommandTimedOut extends Error {
  override readonly name = 'CommandTimedOut';
}

/** The command of a single aggregate on its own stream. */
export function decideOne<State, C extends Message, E extends Message>(
  aggregate: Decider<State, C, E>,
  stream: StreamName,
  command: C,
): Command {
  return {
    addressed: stream,
    decide: (get) => {
      const events = aggregate.decide(command, get(aggregate, stream));
      return isRejection(events) ? events : new Map([[stream, events]]);
    },
  };
}
