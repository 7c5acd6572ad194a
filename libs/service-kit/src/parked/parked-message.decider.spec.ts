import { test } from '@jest/globals';
import type { ParkedMessage } from '@rollcall/event-sourcing';
import { deciderSpecification } from '@rollcall/testing';
import { parkedMessageDecider } from './parked-message.decider.js';

const { given } = deciderSpecification(parkedMessageDecider);
const message = {
  ...{ id: '42', group: 'licensing', topic: 'rollcall.directory.v1', key: 'k' },
  ...{ type: 'rollcall.directory.person-created.v1', reason: 'is bad', parkedAt: new Date(0) },
};
const cause: ParkedMessage = { ...message, place: 'cause' };
const behind: ParkedMessage = { ...message, place: 'behind' };
const reason = 'mended in 1.4.2';

test('KRN-11 an order names the message as it was parked, and the reason given', () => {
  given()
    .when({ type: 'OrderRedrive', data: { found: cause, reason } })
    .then({ type: 'RedriveOrdered', data: { message, reason } });
  given()
    .when({ type: 'OrderRedrive', data: { found: behind } })
    .then({ type: 'RedriveOrdered', data: { message } });
  given()
    .when({ type: 'OrderDiscard', data: { found: cause, reason } })
    .then({ type: 'DiscardOrdered', data: { message, reason } });
});

test('KRN-11 nothing is ordered about a message that is not parked', () => {
  given()
    .when({ type: 'OrderRedrive', data: { found: undefined } })
    .thenRejected('not-found');
  given()
    .when({ type: 'OrderDiscard', data: { found: undefined, reason } })
    .thenRejected('not-found');
});

test('KRN-11 a message that only waits is not discarded', () => {
  given()
    .when({ type: 'OrderDiscard', data: { found: behind, reason } })
    .thenRejected('waits-behind');
});

test('KRN-11 what was ordered before stands in the way of nothing: a message may come back', () => {
  given({ type: 'DiscardOrdered', data: { message, reason } }, { type: 'OrderCarriedOut', data: { order: 'c' } })
    .when({ type: 'OrderDiscard', data: { found: cause, reason } })
    .then({ type: 'DiscardOrdered', data: { message, reason } });
});
