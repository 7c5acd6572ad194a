import { type Decider, type Message } from '@rollcall/event-sourcing';
import type { LockEvent, UnlockedBy } from './lock.events.js';

/** `until` stands while no event has ended the lock, over or not; `changes` counts what began or ended one. */
export type Lock = Readonly<{ until?: string; changes: number }>;

/** The tries of a budget are used up; `budget` is the one they were counted against. */
export type LockAccount = Message<'LockAccount', { accountId: string; budget: number; minutes: number; at: Date }>;
/** By `time` nothing happens before the lock is over. */
export type UnlockAccount = Message<'UnlockAccount', { accountId: string; by: UnlockedBy; at: Date }>;
export type LockCommand = LockAccount | UnlockAccount;

/** Whether nobody may sign in at that moment. Told by the clock, so that no late deadline lengthens a lock. */
export const isLocked = ({ until }: Lock, at: Date): boolean => until !== undefined && at.toISOString() < until;

/** Which budget of tries counts at that moment: another one after each lock, and after its end (K18). */
export const budgetOf = (lock: Lock, at: Date): number =>
  lock.changes + (lock.until !== undefined && !isLocked(lock, at) ? 1 : 0);

/** The lock of an account: begun by wrong passwords, ended by time or a reset, by nobody's order (IDN-25, IDN-27, IDN-28). */
export const lockDecider: Decider<Lock, LockCommand, LockEvent> = {
  initialState: () => ({ changes: 0 }),
  evolve: ({ changes }, event) =>
    event.type === 'AccountLocked' ? { until: event.data.until, changes: changes + 1 } : { changes: changes + 1 },
  decide: (command, lock) => {
    const { accountId, at } = command.data;
    const locked = isLocked(lock, at);
    if (command.type === 'UnlockAccount') {
      const { by } = command.data;
      const holds = lock.until === undefined || (by === 'time' && locked);
      return holds ? [] : [{ type: 'AccountUnlocked', data: { accountId, by } }];
    }
    const { budget, minutes } = command.data;
    if (locked || budget !== budgetOf(lock, at)) return [];
    const until = new Date(at.getTime() + minutes * 60_000).toISOString();
    const over = lock.until !== undefined;
    return [
      ...(over ? [{ type: 'AccountUnlocked', data: { accountId, by: 'time' } } as const] : []),
      { type: 'AccountLocked', data: { accountId, until } },
    ];
  },
};
