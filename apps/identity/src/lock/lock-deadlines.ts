import { type Command, type Deadline, type DeadlineProjection, decideOne, keyOf } from '@rollcall/event-sourcing';
import { lockDecider } from './lock.decider.js';
import type { LockEvent } from './lock.events.js';

/**
 * When a lock is over, that is told, so that lists by it are right (KRN-13). Signing in waits for nobody to tell: it looks
 * at the clock.
 */
export const lockDeadlines: DeadlineProjection<LockEvent> = {
  name: 'identity-lock-deadlines',
  on: {
    AccountLocked: ({ stream, data: { until } }) => [
      { key: stream, deadline: { dueAt: new Date(until), stream, command: { type: 'UnlockAccount', data: {} } } },
    ],
    AccountUnlocked: ({ stream }) => [{ key: stream, deadline: undefined }],
  },
};

/** The command of a deadline that is due; one that comes too late finds nothing to do. */
export const unlockWhenOver = ({ stream, dueAt: at }: Deadline): Command =>
  decideOne(lockDecider, stream, { type: 'UnlockAccount', data: { accountId: keyOf(stream), by: 'time', at } });
