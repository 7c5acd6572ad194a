import type { Message } from '@rollcall/event-sourcing';

/** Streams of seats: `licensing.seat-<seatId>`, one per team and account. */
export const seatCategory = 'licensing.seat';

/** A person on one site who works on this seat by one attempt. */
export type SeatUse = Readonly<{ personId: string; siteId: string; attempt: number }>;
type Holder = Readonly<{ seatId: string; teamId: string; accountId: string }>;

/** A person's attempt uses the seat; a later attempt of the same person takes the place of an earlier one. */
export type SeatUsed = Message<'SeatUsed', Holder & SeatUse>;
export type SeatUseEnded = Message<'SeatUseEnded', { personId: string }>;
/** Given by a team's admin in the account portal (LIC-14, K22). */
export type SeatAssigned = Message<'SeatAssigned', Holder>;
/** Taken back in the portal: assignment and uses end together. */
export type SeatUnassigned = Message<'SeatUnassigned', Record<never, never>>;
export type SeatAssignmentEnded = Message<'SeatAssignmentEnded', Record<never, never>>;
/** Nobody holds the seat any more; `accountId` is who held it. */
export type SeatReleased = Message<'SeatReleased', Holder & { cause: 'inactive-everywhere' | 'portal' | 'closed' }>;

/** What can be true of one account's place in a team's subscription. */
export type SeatEvent = SeatUsed | SeatUseEnded | SeatAssigned | SeatUnassigned | SeatAssignmentEnded | SeatReleased;
