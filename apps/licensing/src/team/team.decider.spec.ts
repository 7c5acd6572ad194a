import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { teamDecider } from './team.decider.js';

const { given } = deciderSpecification(teamDecider);
const created = { type: 'TeamCreated', data: { teamId: 't', name: 'T' } } as const;
const data = (accountId: string, rank: 'primary' | 'secondary') => ({ teamId: 't', accountId, rank });
const appointed = (accountId: string, rank: 'primary' | 'secondary') =>
  ({ type: 'TeamAdminAppointed', data: data(accountId, rank) }) as const;
const appoint = (accountId: string, rank: 'primary' | 'secondary') =>
  ({ type: 'AppointAdmin', data: data(accountId, rank) }) as const;

test('LIC-21 a team is created once, and has admins only then', () => {
  given().when({ type: 'CreateTeam', data: created.data }).then(created);
  given(created).when({ type: 'CreateTeam', data: created.data }).thenRejected('already-exists');
  given().when(appoint('ada', 'primary')).thenRejected('not-found');
});

test('LIC-21 one primary admin, any number of secondary ones', () => {
  given(created, appointed('ada', 'primary')).when(appoint('zoe', 'secondary')).then(appointed('zoe', 'secondary'));
  given(created, appointed('ada', 'primary'))
    .when(appoint('zoe', 'primary'))
    .then(appointed('ada', 'secondary'), appointed('zoe', 'primary'));
  given(created, appointed('ada', 'primary')).when(appoint('ada', 'primary')).then();
  given(created, appointed('ada', 'primary')).when(appoint('ada', 'secondary')).thenRejected('last-admin');
});
