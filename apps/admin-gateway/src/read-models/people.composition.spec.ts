import { describe, expect, test } from '@jest/globals';
import {
  assignmentsFacet,
  type FacetKind,
  linkFacet,
  lockFacet,
  personFacet,
  roleFacet,
  seatFacet,
  useFacet,
} from '@rollcall/contracts';
import { type Facet, streamVersion } from '@rollcall/event-sourcing';
import { activationOf } from './activation-story.js';
import { people } from './people.composition.js';

const facet = ({ source, kind }: FacetKind, key: string, state: object): [string, readonly Facet[]] => [
  kind,
  [{ source, kind, key, version: streamVersion(4), state }],
];
const mark = { at: '2026-01-01T00:00:00.000Z', by: { kind: 'user', id: 'a' }, eventId: 'e' } as const;
const person = facet(personFacet, 'p', {
  ...{ personId: 'p', siteId: 's', teamId: 't', emailIndex: 'i', status: 'disabled', ended: 0 },
  personal: { subject: 'person:p', firstName: 'Zoë', lastName: '', login: 'zoe', email: 'zoe@example.com' },
  activation: { state: 'activating', attempt: 2 },
  ...{ createdDisabled: false, everActive: false, projectIds: [], projectLinks: {}, groupIds: [] },
  ...{ createdAt: mark.at, statusMark: mark },
});
const use = facet(useFacet, 'p', { personId: 'p', attempt: 2, answered: 2, seatId: 'seat' });
const row = (...facets: readonly [string, readonly Facet[]][]) => people.compose(new Map(facets), 'p');

describe('a person’s row', () => {
  test('STO-7 exists with the person, whatever else has arrived', () => {
    expect(row(use)).toBeUndefined();
    expect(row(person)).toMatchObject({ id: 'p', version: '4', roles: [], seat: { held: false } });
    expect(row(person)?.accountStatus).toBeUndefined();
  });

  test('STO-3 STO-4 shows the seat it uses, or why there is none', () => {
    const seat = (personId: string) => facet(seatFacet, 'seat', { uses: [{ personId, siteId: 's', attempt: 2 }] });
    expect(row(person, use, seat('p'))?.seat).toEqual({ held: true });
    expect(row(person, use, seat('another'))?.seat).toEqual({ held: false });
    const refusal = { code: 'no-seat-left', reason: '20 of 20 in use' };
    expect(row(person, facet(useFacet, 'p', { answered: 2, refusal }))?.seat).toEqual({
      held: false,
      refusal: refusal.reason,
    });
  });

  test('names the roles that have arrived', () => {
    const scope = { allOpen: false, projectIds: [] };
    const held = facet(assignmentsFacet, 'p', {
      assignments: ['r', 'late'].map((roleId) => ({ roleId, scope, mark })),
    });
    expect(row(person, held, facet(roleFacet, 'r', { roleId: 'r', name: 'Artist' }))?.roles).toEqual([
      { id: 'r', name: 'Artist' },
    ]);
  });

  test('IDN-06 knows whether the account was there before, as long as it is linked', () => {
    const link = { personId: 'p', attempt: 1, status: 'Pending', accountId: 'a' };
    const known = (more: object) => row(person, facet(linkFacet, 'p', { ...link, ...more }))?.existingAccount;
    expect([known({}), known({ wasExisting: false }), known({ wasExisting: true })]).toEqual([
      undefined,
      undefined,
      true,
    ]);
    expect(known({ wasExisting: true, accountId: undefined })).toBeUndefined();
  });

  test('IDN-30 says until when its account is locked, and nothing once the lock has ended', () => {
    const link = facet(linkFacet, 'p', { personId: 'p', attempt: 1, status: 'Created', accountId: 'a' });
    const joined = people.joins[lockFacet.kind]!(new Map([person, link]), 'p');
    expect(joined).toEqual(['a']);
    const lock = (more: object) => row(person, link, facet(lockFacet, 'a', { accountId: 'a', ...more }));
    expect(lock({ lockedUntil: mark.at })).toMatchObject({ lockedUntil: mark.at });
    expect(lock({})).not.toHaveProperty('lockedUntil');
  });

  test('IDN-07 has no account status once unlinked', () => {
    const link = { personId: 'p', attempt: 2, status: 'Pending' };
    expect(row(person, facet(linkFacet, 'p', { ...link, accountId: 'a' }))).toMatchObject({ accountStatus: 'Pending' });
    expect(row(person, facet(linkFacet, 'p', link))?.accountStatus).toBeUndefined();
  });
});

test.each([
  [undefined, undefined, 'identity'],
  [{ attempt: 1 }, { answered: 1 }, 'identity'],
  [{ attempt: 2 }, { answered: 1 }, 'licensing'],
  [{ attempt: 2 }, { answered: 2 }, 'directory'],
] as const)('STO-4 with link %j and use %j an attempt waits for another service', (link, answered, waitingFor) => {
  const activation = { state: 'activating', attempt: 2 } as const;
  expect(activationOf({ activation }, link, answered).waitingFor).toBe(waitingFor);
  expect(activationOf({ activation: { ...activation, state: 'active' } }, link, answered).waitingFor).toBeUndefined();
});
