import type { Message } from '@rollcall/event-sourcing';

/** Streams of pools: `licensing.pool-<teamId>`. */
export const poolCategory = 'licensing.pool';

/** A team has so many seats, until `expiresAt` (RFC 3339) where given. */
export type SubscriptionStarted = Message<'SubscriptionStarted', { teamId: string; total: number; expiresAt?: string }>;
/** It has more seats. */
export type SeatsAdded = Message<'SeatsAdded', { count: number }>;
/** One more seat of the pool is in use; whose, stands in the seat's own stream. */
export type SeatTaken = Message<'SeatTaken', { seatId: string }>;
export type SeatFreed = Message<'SeatFreed', { seatId: string }>;

/** What can be true of a team's seats in figures. */
export type PoolEvent = SubscriptionStarted | SeatsAdded | SeatTaken | SeatFreed;
