import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of locks: `identity.lock-<accountId>`, beside the account's own, which every sign-in reads. */
export const lockCategory = 'identity.lock';
/** The stream of an account's lock. */
export const lockStream = (accountId: string): StreamName => streamName(lockCategory, accountId);

/** What ended a lock: its time was up, or the owner chose a new password by a link. */
export type UnlockedBy = 'time' | 'reset';

/** Too many wrong passwords: nobody signs in to the account before `until`, RFC 3339 (IDN-25). */
export type AccountLocked = Message<'AccountLocked', { accountId: string; until: string }>;
export type AccountUnlocked = Message<'AccountUnlocked', { accountId: string; by: UnlockedBy }>;

/** What can be true of an account's lock. */
export type LockEvent = AccountLocked | AccountUnlocked;
