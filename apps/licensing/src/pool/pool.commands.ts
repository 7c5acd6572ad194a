import type { Message } from '@rollcall/event-sourcing';

export type StartSubscription = Message<'StartSubscription', { teamId: string; total: number; expiresAt?: string }>;
export type AddSeats = Message<'AddSeats', { count: number }>;
/** `at` is the command's time: an expired subscription gives no seat. */
export type TakeSeat = Message<'TakeSeat', { seatId: string; at: Date }>;
export type FreeSeat = Message<'FreeSeat', { seatId: string }>;

export type PoolCommand = StartSubscription | AddSeats | TakeSeat | FreeSeat;
