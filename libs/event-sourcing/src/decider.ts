import type { Message } from './message.js';
import type { Rejection } from './rejection.js';

/**
 * The behaviour of one aggregate: three pure functions, no I/O, no clock, no randomness (KRN-01).
 * A state is small: no aggregate holds a collection that grows with the business (one stream per seat, not one map).
 */
export interface Decider<State, C extends Message, E extends Message> {
  readonly initialState: () => State;
  readonly evolve: (state: State, event: E) => State;
  /** The events that follow from the command, none when there is nothing to do, or a refusal. */
  readonly decide: (command: C, state: State) => readonly E[] | Rejection;
  /**
   * Declared by hot, long streams only: a snapshot of the state is kept every `every` events. Raise `version` when the
   * state's shape changes; older snapshots are then ignored. Deleting all snapshots changes nothing. Never for a state
   * that holds personal data: snapshots are not sealed.
   */
  readonly snapshot?: Readonly<{ version: number; every: number }>;
}
