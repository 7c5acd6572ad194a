import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { sessionDecider } from './session.decider.js';
import type { SessionEvent } from './session.events.js';

const { given } = deciderSpecification(sessionDecider);
const at = new Date('2026-01-05T10:00:00.000Z');
const data = {
  sessionId: 'digest',
  accountId: 'a',
  kind: 'browser',
  startedAt: '2026-01-05T09:00:00.000Z',
  expiresAt: '2026-01-05T21:00:00.000Z',
  idleSeconds: 1800,
} as const;
const started: SessionEvent = { type: 'SessionStarted', data };
const ended: SessionEvent = { type: 'SessionEnded', data: { at: at.toISOString(), reason: 'signed-out' } };
const end = { type: 'EndSession', data: { at, reason: 'signed-out' } } as const;

test('STO-6 a session starts once', () => {
  given().when({ type: 'StartSession', data }).then(started);
  given(started).when({ type: 'StartSession', data }).then();
});
test('STO-8 a session ends once, and only one that was there', () => {
  given(started).when(end).then(ended);
  given(started, ended).when(end).then();
  given().when(end).thenRejected('not-found');
});
test('STO-8 only an open session of the account itself goes on', () => {
  const goOn = (accountId: string) => ({ type: 'ContinueSession', data: { accountId, at } }) as const;
  given(started)
    .when(goOn('a'))
    .then({ type: 'SessionContinued', data: { at: at.toISOString() } });
  given(started).when(goOn('b')).then();
  given(started, ended).when(goOn('a')).then();
});
