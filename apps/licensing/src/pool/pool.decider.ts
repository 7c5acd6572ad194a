import { type Decider, reject } from '@rollcall/event-sourcing';
import type { PoolCommand } from './pool.commands.js';
import type { PoolEvent } from './pool.events.js';

/** A team without a subscription, or one with; `used` counts seats, never names them (KRN-01). */
export type Pool =
  Readonly<{ status: 'none' }> | Readonly<{ status: 'subscribed'; total: number; used: number; expiresAt?: string }>;

/**
 * A team's seats: never more in use than there are (LIC-03, LIC-16).
 * Rejections: `subscription-exists`, `not-found`, `no-seat-left`, `subscription-expired`.
 */
export const poolDecider: Decider<Pool, PoolCommand, PoolEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (pool, event) => {
    if (event.type === 'SubscriptionStarted') {
      const { total, expiresAt } = event.data;
      return { status: 'subscribed', total, used: 0, ...(expiresAt ? { expiresAt } : {}) };
    }
    if (pool.status === 'none') return pool;
    switch (event.type) {
      case 'SeatsAdded':
        return { ...pool, total: pool.total + event.data.count };
      case 'SeatTaken':
        return { ...pool, used: pool.used + 1 };
      case 'SeatFreed':
        return { ...pool, used: pool.used - 1 };
    }
  },
  decide: (command, pool) => {
    if (command.type === 'StartSubscription') {
      return pool.status === 'none'
        ? [{ type: 'SubscriptionStarted', data: command.data }]
        : reject('subscription-exists', 'This team has a subscription.');
    }
    if (pool.status === 'none') return reject('not-found', 'This team has no subscription.');
    switch (command.type) {
      case 'AddSeats':
        return [{ type: 'SeatsAdded', data: command.data }];
      case 'TakeSeat': {
        const { seatId, at } = command.data;
        if (pool.expiresAt && pool.expiresAt <= at.toISOString()) {
          return reject('subscription-expired', `The subscription ended on ${pool.expiresAt.slice(0, 10)}.`);
        }
        return pool.used < pool.total
          ? [{ type: 'SeatTaken', data: { seatId } }]
          : reject('no-seat-left', `No seat left: ${pool.used} of ${pool.total} in use.`);
      }
      case 'FreeSeat':
        return [{ type: 'SeatFreed', data: command.data }];
    }
  },
  // Every activation of a team goes through this stream: it grows for as long as the team exists.
  snapshot: { version: 1, every: 1_000 },
};
