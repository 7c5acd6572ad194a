import { expect } from '@jest/globals';
import { isRejection, type Decider, type Message, type Rejection } from '@rollcall/event-sourcing';

/** What can be expected of a decision. */
export interface DeciderExpectation<E extends Message> {
  /** Exactly these events follow; none at all when called without any. */
  then(...events: readonly E[]): void;
  /** The command is refused with this code, and with these details when they are given. */
  thenRejected(code: string, details?: Rejection['details']): void;
}

/** Given events, when a command, then events or a refusal: rules read as sentences and run without any store. */
export interface DeciderSpecification<C extends Message, E extends Message> {
  given(...events: readonly E[]): { when(command: C): DeciderExpectation<E> };
}

/** Every `when` also decides a second time on the same frozen state: a decider is pure (KRN-01). */
export function deciderSpecification<State, C extends Message, E extends Message>(
  decider: Decider<State, C, E>,
): DeciderSpecification<C, E> {
  return {
    given: (...events) => ({
      when: (command) => {
        const state = deepFreeze(deepFreeze(events).reduce(decider.evolve, deepFreeze(decider.initialState())));
        const decided = decider.decide(deepFreeze(command), state);
        expect(decider.decide(command, state)).toEqual(decided);
        return {
          then: (...expected) => expect(decided).toEqual(expected),
          thenRejected: (code, details) => {
            expect(decided).toMatchObject({ rejected: code, ...(details && { details }) });
            expect(isRejection(decided) && decided.reason).toMatch(/\S/);
          },
        };
      },
    }),
  };
}

function deepFreeze<T>(value: T): T {
  // A date has no properties to freeze, and freezing a typed array throws.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
