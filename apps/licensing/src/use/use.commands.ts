import type { Message } from '@rollcall/event-sourcing';
import type { SeatClaimed, SeatRefused } from './use.events.js';

/** The attempt has a seat. */
export type ClaimUse = Message<'ClaimUse', SeatClaimed['data']>;
/** The attempt gets none. */
export type RefuseUse = Message<'RefuseUse', SeatRefused['data']>;
/** The seat was taken from the person, or the person from the account. */
export type DropUse = Message<'DropUse', Record<never, never>>;
/** Every attempt up to this one has ended. */
export type EndAttempts = Message<'EndAttempts', { upTo: number }>;

/** What is asked of a person's use. */
export type UseCommand = ClaimUse | RefuseUse | DropUse | EndAttempts;
