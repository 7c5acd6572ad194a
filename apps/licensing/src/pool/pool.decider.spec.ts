import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { poolDecider } from './pool.decider.js';

const { given } = deciderSpecification(poolDecider);
const at = new Date('2026-01-05T09:00:00.000Z');
const started = (total: number, expiresAt?: string) =>
  ({ type: 'SubscriptionStarted', data: { teamId: 't', total, ...(expiresAt && { expiresAt }) } }) as const;
const take = { type: 'TakeSeat', data: { seatId: 's', at } } as const;
const taken = { type: 'SeatTaken', data: { seatId: 's' } } as const;
const freed = { type: 'SeatFreed', data: { seatId: 's' } } as const;

test('LIC-16 a team has one subscription, and seats only with one', () => {
  given()
    .when({ type: 'StartSubscription', data: { teamId: 't', total: 1 } })
    .then(started(1));
  given(started(1))
    .when({ type: 'StartSubscription', data: { teamId: 't', total: 1 } })
    .thenRejected('subscription-exists');
  given().when(take).thenRejected('not-found');
});

test('LIC-02 LIC-16 seats are taken until none is left, and more can be added', () => {
  given(started(1)).when(take).then(taken);
  given(started(1), taken).when(take).thenRejected('no-seat-left');
  given(started(1), taken, { type: 'SeatsAdded', data: { count: 1 } })
    .when(take)
    .then(taken);
  given(started(1))
    .when({ type: 'AddSeats', data: { count: 1 } })
    .then({ type: 'SeatsAdded', data: { count: 1 } });
});

test('LIC-04 a freed seat is available to someone else', () => {
  given(started(1), taken)
    .when({ type: 'FreeSeat', data: { seatId: 's' } })
    .then(freed);
  given(started(1), taken, freed).when(take).then(taken);
});

test('LIC-20 an expired subscription gives no seat, to the moment', () => {
  given(started(1, at.toISOString())).when(take).thenRejected('subscription-expired');
  given(started(1, '2026-01-05T09:00:00.001Z')).when(take).then(taken);
});
