import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { siteAdminsDecider } from './site-admins.decider.js';
import type { SiteAdminsEvent } from './site-admins.events.js';

const { given } = deciderSpecification(siteAdminsDecider);
const joined = (personId: string): SiteAdminsEvent => ({ type: 'AdminJoined', data: { personId } });
const left = (personId: string): SiteAdminsEvent => ({ type: 'AdminLeft', data: { personId } });
const reserved = (personId: string, until: Date): SiteAdminsEvent => ({
  type: 'AdminLeaveReserved',
  data: { personId, until },
});
const at = new Date('2026-03-01T10:00:00Z');
const soon = new Date('2026-03-01T10:15:00Z');

test('AUT-75 LIC-19 the last active Admin neither steps down nor is disabled', () => {
  given(joined('ada'))
    .when({ type: 'StepDown', data: { personId: 'ada', at } })
    .thenRejected('last-admin');
  given(joined('ada'))
    .when({ type: 'ReserveLeave', data: { personId: 'ada', at } })
    .thenRejected('last-admin');
  given(joined('ada'), joined('bo'))
    .when({ type: 'StepDown', data: { personId: 'ada', at } })
    .then(left('ada'));
});

test('AUT-75 two Admins cannot disable each other: a reserved leave no longer counts as staying', () => {
  given(joined('ada'), joined('bo'))
    .when({ type: 'ReserveLeave', data: { personId: 'ada', at } })
    .then(reserved('ada', soon));
  given(joined('ada'), joined('bo'), reserved('ada', soon))
    .when({ type: 'ReserveLeave', data: { personId: 'bo', at } })
    .thenRejected('last-admin');
});

test('AUT-75 reserving again changes nothing, an unused reservation ends by itself', () => {
  const circle = given(joined('ada'), joined('bo'), reserved('ada', soon));
  circle.when({ type: 'ReserveLeave', data: { personId: 'ada', at } }).then();
  const later = new Date('2026-03-01T10:15:01Z');
  circle
    .when({ type: 'ReserveLeave', data: { personId: 'bo', at: later } })
    .then(reserved('bo', new Date('2026-03-01T10:30:01Z')));
});

test('AUT-75 somebody who is no Admin leaves freely; a disabling that happened is a fact', () => {
  given(joined('ada'))
    .when({ type: 'ReserveLeave', data: { personId: 'zoe', at } })
    .then();
  given(joined('ada'))
    .when({ type: 'Leave', data: { personId: 'ada' } })
    .then(left('ada'));
  given(joined('ada'))
    .when({ type: 'Join', data: { personId: 'ada' } })
    .then();
});
