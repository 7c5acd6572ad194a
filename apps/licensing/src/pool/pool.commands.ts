import type { Message } from '@rollcall/event-sourcing';

/** A team begins with so many seats. */
export type StartSubscription = Message<'StartSubscription', { teamId: string; total: number; expiresAt?: string }>;
/** The team has more seats from now on (LIC-16). */
export type AddSeats = Message<'AddSeats', { count: number }>;
/** `at` is the command's time: an expired subscription gives no seat. */
export type TakeSeat = Message<'TakeSeat', { seatId: string; at: Date }>;
/** A seat is not in use any more. */
export type FreeSeat = Message<'FreeSeat', { seatId: string }>;

/** What is asked of a team's seats. */
export type PoolCommand = StartSubscription | AddSeats | TakeSeat | FreeSeat;
