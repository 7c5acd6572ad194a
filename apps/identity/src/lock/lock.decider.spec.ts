import { describe, expect, test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { budgetOf, isLocked, lockDecider } from './lock.decider.js';
import type { LockEvent } from './lock.events.js';

const { given } = deciderSpecification(lockDecider);
const [accountId, minutes] = ['a', 30];
const at = new Date('2026-01-05T09:00:00.000Z');
const after = (passed: number): Date => new Date(at.getTime() + passed * 60_000);
const lockedAt = (start = 0): LockEvent => ({
  type: 'AccountLocked',
  data: { accountId, until: after(start + minutes).toISOString() },
});
const unlocked = (by: 'time' | 'reset'): LockEvent => ({ type: 'AccountUnlocked', data: { accountId, by } });
const lock = (budget: number, passed = 0) =>
  ({ type: 'LockAccount', data: { accountId, budget, minutes, at: after(passed) } }) as const;
const unlock = (by: 'time' | 'reset', passed: number) =>
  ({ type: 'UnlockAccount', data: { accountId, by, at: after(passed) } }) as const;
const stateAfter = (...events: readonly LockEvent[]) => events.reduce(lockDecider.evolve, lockDecider.initialState());

describe('the lock of an account', () => {
  test('IDN-25 holds so many minutes from the try that used the budget up', () => {
    given().when(lock(0)).then(lockedAt());
    const locked = stateAfter(lockedAt());
    expect([0, 29, 30].map((passed) => isLocked(locked, after(passed)))).toEqual([true, true, false]);
  });
  test('IDN-25 tries while it holds neither lengthen it nor write anything', () => {
    given(lockedAt()).when(lock(1, 29)).then();
  });
  test('IDN-25 once it is over, tries lock again, and the log tells of its end first', () => {
    given(lockedAt()).when(lock(2, 30)).then(unlocked('time'), lockedAt(30));
    given(lockedAt(), unlocked('time')).when(lock(2, 31)).then(lockedAt(31));
  });
  test('IDN-28 ends by time, not before, and once', () => {
    given(lockedAt()).when(unlock('time', 29)).then();
    given(lockedAt()).when(unlock('time', 30)).then(unlocked('time'));
    given(lockedAt(), unlocked('time')).when(unlock('time', 31)).then();
    given().when(unlock('time', 0)).then();
  });
  test('IDN-17 IDN-28 ends at once by a reset', () => {
    given(lockedAt()).when(unlock('reset', 1)).then(unlocked('reset'));
    given().when(unlock('reset', 1)).then();
  });
  test('K18 a try of a budget that has gone locks nobody', () => {
    given(lockedAt(), unlocked('reset')).when(lock(0, 1)).then();
    given(lockedAt(), unlocked('reset')).when(lock(1, 1)).then();
    given(lockedAt(), unlocked('reset')).when(lock(2, 1)).then(lockedAt(1));
  });
  test('K18 lock, unlock and expiry each begin another budget; that the end is told begins none', () => {
    expect(budgetOf(stateAfter(), at)).toBe(0);
    expect(budgetOf(stateAfter(lockedAt()), after(29))).toBe(1);
    expect(budgetOf(stateAfter(lockedAt()), after(30))).toBe(2);
    expect(budgetOf(stateAfter(lockedAt(), unlocked('time')), after(30))).toBe(2);
    expect(budgetOf(stateAfter(lockedAt(), unlocked('reset')), after(1))).toBe(2);
  });
});
