import { describe, expect, test } from '@jest/globals';
import { createMemoryEphemeralStore, createVirtualClock } from '@rollcall/testing';
import { LastSeen } from './last-seen.js';
import { hasEnded, hasLostItsPeople, type SessionFacts } from './session-end.js';

const facts: SessionFacts = {
  session: { startedAt: '2026-01-01T10:00:00.000Z', expiresAt: '2026-01-01T22:00:00.000Z' },
  account: { status: 'completed' },
  now: new Date('2026-01-01T12:00:00.000Z'),
};
const before = '2026-01-01T09:59:59.999Z';
const after = '2026-01-01T10:30:00.000Z';

describe('STO-8 a session', () => {
  test.each<[string, Partial<SessionFacts>, boolean]>([
    ['goes on', {}, false],
    ['ends when its owner signs out', { session: { ...facts.session, endedAt: after } }, true],
    ['ends by the clock', { now: new Date(facts.session.expiresAt) }, true],
    ['ends with the account', { account: { status: 'closed' } }, true],
    ['ends with all of the account’s', { account: { status: 'completed', sessionsEndedAt: after } }, true],
    ['is none of those that ended before', { account: { status: 'completed', sessionsEndedAt: before } }, false],
  ])('%s', (_, given, ended) => {
    expect(hasEnded({ ...facts, ...given })).toBe(ended);
  });

  test.each<[string, Parameters<typeof hasLostItsPeople>[1], boolean]>([
    ['goes on with an active person', [{ status: 'active' }], false],
    ['ends with the last active person', [{ status: 'disabled', disabledAt: after }], true],
    [
      'goes on while another person is active',
      [{ status: 'disabled', disabledAt: after }, { status: 'active' }],
      false,
    ],
    ['may begin after the disabling, for the portal', [{ status: 'disabled', disabledAt: before }], false],
    ['goes on while somebody is yet to be activated', [{ status: 'disabled' }], false],
    ['goes on without any person, for the portal', [], false],
  ])('%s', (_, people, ended) => {
    expect(hasLostItsPeople(facts.session, people)).toBe(ended);
  });
});

describe('a pause between two requests', () => {
  const minute = 60_000;
  const setUp = (kind: 'browser' | 'token') => {
    const clock = createVirtualClock();
    const lastSeen = new LastSeen(createMemoryEphemeralStore({ clock }), clock);
    const startedAt = clock.now().toISOString();
    const session = { sessionId: 's', accountId: 'a', startedAt, expiresAt: startedAt, idleSeconds: 1800, kind };
    return { clock, seen: () => lastSeen.isWithin(session) };
  };

  test('of half an hour ends a browser’s session; one minute is the measure’s grain', async () => {
    const { clock, seen } = setUp('browser');
    for (let pause = 0; pause < 3; pause += 1) {
      clock.advance(29 * minute);
      expect(await seen()).toBe(true);
    }
    clock.advance(31 * minute + 1);
    expect(await seen()).toBe(false);
  });

  test('may be as long as a program likes', async () => {
    const { clock, seen } = setUp('token');
    clock.advance(600 * minute);
    expect(await seen()).toBe(true);
  });
});
