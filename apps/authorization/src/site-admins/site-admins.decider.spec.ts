import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { siteAdminsDecider } from './site-admins.decider.js';

const { given } = deciderSpecification(siteAdminsDecider);
const joined = { type: 'AdminJoined', data: { personId: 'ada' } } as const;
const left = { type: 'AdminLeft', data: { personId: 'ada' } } as const;

test('AUT-75 an Admin joins and leaves the circle once', () => {
  given()
    .when({ type: 'Join', data: { personId: 'ada' } })
    .then(joined);
  given(joined)
    .when({ type: 'Join', data: { personId: 'ada' } })
    .then();
  given(joined)
    .when({ type: 'Leave', data: { personId: 'ada' } })
    .then(left);
  given(joined, left)
    .when({ type: 'Leave', data: { personId: 'ada' } })
    .then();
  given(joined, left)
    .when({ type: 'Join', data: { personId: 'ada' } })
    .then(joined);
});
