import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from './compare.js';
import { driftKinds, type DriftKind } from './drift.js';
import type { AccountView, Occurrence, PersonView, SeatView, TwinView, Views } from './views.js';

const admin = { kind: 'user', id: 'account:admin' } as const;
const owner = { kind: 'user', id: 'account:owner' } as const;
const identity = { kind: 'service', id: 'identity' } as const;

const happened = (type: string, minute: number, by: Occurrence['by'] = admin): Occurrence => ({
  eventId: `${type}-${minute}`,
  at: new Date(Date.UTC(2026, 0, 5, 9, minute)),
  by,
});

const active: PersonView = { status: 'active', attemptOpen: false, because: happened('PersonActivated', 1) };
const disabled: PersonView = { status: 'disabled', attemptOpen: false, because: happened('PersonDisabled', 2) };
const created: AccountView = { state: 'linked', link: 'Created' };
const pending: AccountView = { state: 'linked', link: 'Pending' };
const held: SeatView = { state: 'held', inUse: true, because: happened('SeatClaimed', 1) };
const heldUnused: SeatView = { state: 'held', inUse: false, because: happened('SeatAssigned', 8) };
const twin = (madeBy: TwinView['madeBy']): TwinView => ({
  madeBy,
  cause: happened(madeBy === 'site-edit' ? 'PersonEmailChanged' : 'AccountEmailChanged', 5, owner),
  created: happened('AccountCreated', 6, identity),
});

const evidenceTypes = (views: Views) => compare(views)?.evidence.map(({ eventId }) => eventId.split('-')[0]);

describe('what is drift', () => {
  test('DGN-12 account-closed: an active person whose account was closed, since then and by its owner', () => {
    const closed = happened('AccountClosed', 7, owner);
    expect(compare({ person: active, account: { state: 'closed', because: closed }, seat: { state: 'none' } })).toEqual(
      {
        kind: 'account-closed',
        suggestion: 'inactive',
        repairable: false,
        since: closed.at,
        by: owner,
        evidence: [closed],
      },
    );
  });

  test('DGN-12 account-missing: without a fact that ended the link, the activation itself is the evidence', () => {
    const never = { person: active, account: { state: 'none' }, seat: held } as const;
    expect(compare(never)).toMatchObject({ kind: 'account-missing', suggestion: 'inactive', since: active.because.at });
    expect(evidenceTypes(never)).toEqual(['PersonActivated']);
    expect(evidenceTypes({ ...never, account: { state: 'none', because: happened('AccountUnlinked', 4) } })).toEqual([
      'AccountUnlinked',
    ]);
  });

  test('DGN-12 IDN-50 twin-by-site-edit names the edit and the second account, and can be repaired', () => {
    const views = { person: active, account: { ...created, twin: twin('site-edit') }, seat: held };
    expect(compare(views)).toMatchObject({ kind: 'twin-by-site-edit', suggestion: 'inactive', repairable: true });
    expect(evidenceTypes(views)).toEqual(['PersonEmailChanged', 'AccountCreated']);
  });

  test('DGN-12 a twin is found even before the change that led to it has arrived', () => {
    const { cause: _notArrived, ...late } = twin('late-enable');
    const views = { person: active, account: { ...pending, twin: late }, seat: held };
    expect(compare(views)).toMatchObject({ kind: 'twin-by-late-enable', since: late.created.at });
    expect(evidenceTypes(views)).toEqual(['AccountCreated']);
  });

  test('DGN-12 a change carried out by a service is put down to the user who caused it', () => {
    const views = { person: active, account: { ...pending, twin: twin('site-edit') }, seat: held };
    expect(compare(views)).toMatchObject({ since: happened('', 6).at, by: owner });
  });

  test('DGN-12 IDN-49 twin-by-late-enable comes before a missing seat', () => {
    const views = {
      person: active,
      account: { ...pending, twin: twin('late-enable') },
      seat: { state: 'none' },
    } as const;
    expect(compare(views)).toMatchObject({ kind: 'twin-by-late-enable', suggestion: 'inactive', repairable: true });
    expect(evidenceTypes(views)).toEqual(['AccountEmailChanged', 'AccountCreated']);
  });

  test('DGN-12 seat-missing: a seat that ended before the activation leaves both as evidence', () => {
    const released = happened('SeatReleased', 9);
    const views: Views = { person: active, account: created, seat: { state: 'none', because: released } };
    expect(compare(views)).toMatchObject({
      kind: 'seat-missing',
      suggestion: 'inactive',
      since: released.at,
      by: admin,
    });
    expect(evidenceTypes(views)).toEqual(['SeatReleased']);
    expect(evidenceTypes({ ...views, seat: { state: 'none', because: happened('SeatReleased', 0) } })).toEqual([
      'SeatReleased',
      'PersonActivated',
    ]);
  });

  test('DGN-12 seat-held-while-disabled: with a link, and without one for the account with the same email', () => {
    const linked: Views = { person: disabled, account: created, seat: heldUnused };
    expect(compare(linked)).toMatchObject({ kind: 'seat-held-while-disabled', suggestion: 'active', by: admin });
    expect(evidenceTypes(linked)).toEqual(['PersonDisabled', 'SeatAssigned']);

    const neverActive = { ...disabled, because: happened('PersonCreated', 0) };
    expect(evidenceTypes({ person: neverActive, account: { state: 'none' }, seat: heldUnused })).toEqual([
      'PersonCreated',
      'SeatAssigned',
    ]);
  });
});

describe('what is not drift', () => {
  const quiet: readonly (readonly [string, Views])[] = [
    ['a Pending person with a seat', { person: active, account: pending, seat: held }],
    ['a Created person with a seat', { person: active, account: created, seat: held }],
    [
      'an active person of a site that needs no seats',
      { person: active, account: created, seat: { state: 'not-needed' } },
    ],
    ['a disabled person without a seat', { person: disabled, account: created, seat: { state: 'none' } }],
    ['a disabled person whose seat serves another site', { person: disabled, account: created, seat: held }],
    [
      'a disabled person who was never linked',
      { person: disabled, account: { state: 'none' }, seat: { state: 'none' } },
    ],
    [
      'an open attempt',
      { person: { ...active, attemptOpen: true }, account: { state: 'none' }, seat: { state: 'none' } },
    ],
    ['an open first attempt', { person: { ...disabled, attemptOpen: true }, account: pending, seat: heldUnused }],
  ];
  test.each(quiet)('DGN-12 %s', (_name, views) => expect(compare(views)).toBeUndefined());

  test('DGN-12 IDN-47 locks, invitations and an email on its way to the site are not looked at', () => {
    const behind = { lockedUntil: new Date(), invitationExpiresAt: new Date(0), email: 'new@example.com' };
    const person = { ...active, email: 'old@example.com' };
    expect(compare({ person, account: { ...pending, ...behind }, seat: held })).toBeUndefined();
  });
});

/** DGN-12 read as a table, one line per kind, on the three words of each view. */
const oracle: readonly (readonly [DriftKind, site: RegExp, account: RegExp, seat: RegExp])[] = [
  ['account-closed', /^active$/, /^closed$/, /./],
  ['account-missing', /^active$/, /^none$/, /./],
  ['twin-by-site-edit', /^active$/, /^linked site-edit$/, /./],
  ['twin-by-late-enable', /^active$/, /^linked late-enable$/, /./],
  ['seat-missing', /^active$/, /^linked/, /^none$/],
  ['seat-held-while-disabled', /^disabled$/, /^(none|linked)/, /^held unused$/],
];

const people: readonly (readonly [string, PersonView])[] = [
  ['active', active],
  ['disabled', disabled],
  ['attempt', { ...active, attemptOpen: true }],
  ['attempt', { ...disabled, attemptOpen: true }],
];
const accounts: readonly (readonly [string, AccountView])[] = [
  ['none', { state: 'none' }],
  ['none', { state: 'none', because: happened('AccountUnlinked', 3) }],
  ['closed', { state: 'closed', because: happened('AccountClosed', 3) }],
  ...[pending, created].flatMap((linked) => [
    ['linked', linked] as const,
    ['linked site-edit', { ...linked, twin: twin('site-edit') }] as const,
    ['linked late-enable', { ...linked, twin: twin('late-enable') }] as const,
  ]),
];
const seats: readonly (readonly [string, SeatView])[] = [
  ['not-needed', { state: 'not-needed' }],
  ['none', { state: 'none' }],
  ['none', { state: 'none', because: happened('SeatReleased', 4) }],
  ['held used', held],
  ['held unused', heldUnused],
];
const everything = people.flatMap((person) =>
  accounts.flatMap((account) => seats.map((seat) => [person, account, seat] as const)),
);

describe('over every combination', () => {
  test.each(everything)('DGN-12 %j %j %j', (...[[site, person], [accountWord, account], [seatWord, seat]]) => {
    const expected = oracle.find(([, a, b, c]) => a.test(site) && b.test(accountWord) && c.test(seatWord))?.[0];
    const found = compare({ person, account, seat });
    expect(found?.kind).toBe(expected);
    if (!found) return;
    expect(found.suggestion).toBe(person.status === 'active' ? 'inactive' : 'active');
    expect(found.repairable).toBe(found.kind.startsWith('twin'));
  });

  test('DGN-12 every kind occurs', () => {
    const seen = new Set(
      everything.map(([[, person], [, account], [, seat]]) => compare({ person, account, seat })?.kind),
    );
    expect([...driftKinds].filter((kind) => !seen.has(kind))).toEqual([]);
  });
});

test('DGN-12 since is the newest evidence, evidence is ordered, and a user is named before a service', () => {
  const occurrence = fc.record({
    eventId: fc.uuid(),
    at: fc.date({ noInvalidDate: true }),
    by: fc.constantFrom(admin, owner, identity),
  });
  const views = fc.record({
    person: fc.record({
      status: fc.constantFrom('active' as const, 'disabled' as const),
      attemptOpen: fc.constant(false),
      because: occurrence,
    }),
    account: fc.oneof(
      fc.record({ state: fc.constant('none' as const), because: occurrence }),
      fc.record({ state: fc.constant('closed' as const), because: occurrence }),
      fc.record({
        state: fc.constant('linked' as const),
        link: fc.constant('Created' as const),
        twin: fc.record({ madeBy: fc.constant('site-edit' as const), cause: occurrence, created: occurrence }),
      }),
    ),
    seat: fc.record({ state: fc.constant('held' as const), inUse: fc.boolean(), because: occurrence }),
  });
  fc.assert(
    fc.property(views, (some) => {
      const found = compare(some);
      if (!found) return;
      const times = found.evidence.map((each) => each.at.getTime());
      expect(times).toEqual([...times].sort((one, other) => one - other));
      expect(found.since.getTime()).toBe(Math.max(...times));
      const users = found.evidence.filter((each) => each.by.kind === 'user').map((each) => each.by);
      if (users.length > 0) expect(users).toContainEqual(found.by);
    }),
  );
});
