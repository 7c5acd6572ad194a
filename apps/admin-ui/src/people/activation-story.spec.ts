import { expect, test } from '@jest/globals';
import { activationText, isSettled, storyOf, type StoryFacts } from './activation-story.js';

const attempt = 1;
const begun: StoryFacts = { status: 'disabled', activation: { state: 'activating', attempt, waitingFor: 'identity' } };
const states = (person: StoryFacts): string =>
  storyOf(person)
    .map(({ state }) => state)
    .join(' ');

test('STO-7 the row tells the story step by step', () => {
  const linked: StoryFacts = {
    ...begun,
    accountStatus: 'Pending',
    activation: { state: 'activating', attempt, waitingFor: 'licensing' },
  };
  const seated: StoryFacts = {
    ...linked,
    seat: { held: true },
    activation: { state: 'activating', attempt, waitingFor: 'directory' },
  };
  const active: StoryFacts = { ...seated, status: 'active', activation: { state: 'active', attempt } };
  const invitation = { state: 'sent', issuedAt: '2026-03-10T12:00:00Z', expiresAt: '2026-03-17T12:00:00Z' } as const;
  expect([begun, linked, seated, active, { ...active, invitation }].map(states)).toEqual([
    'now ahead ahead ahead',
    'done now ahead ahead',
    'done done now ahead',
    'done done done now',
    'done done done done',
  ]);
  expect([begun, linked, seated, active].map(activationText)).toEqual([
    'Looking up the account …',
    'Claiming a seat …',
    'Activating …',
    'Seat held',
  ]);
});

test('IDN-06 STO-7 an account that was there before is linked, not created', () => {
  const linked: StoryFacts = { ...begun, accountStatus: 'Pending' };
  expect(storyOf(linked)[0]).toEqual({ label: 'Account created', state: 'done' });
  expect(storyOf({ ...linked, existingAccount: true })[0]).toEqual({
    label: 'Linked to an existing account',
    state: 'done',
  });
});

test('STO-4 a refused seat stops the story and says why', () => {
  const reason = 'No seat left: 20 of 20 in use.';
  const refused: StoryFacts = {
    status: 'disabled',
    accountStatus: 'Pending',
    activation: { state: 'refused', attempt, code: 'no-seat-left', reason },
  };
  expect(storyOf(refused)[1]).toEqual({ label: 'Seat claimed', state: 'failed', reason });
  expect(activationText(refused)).toBe(reason);
  expect(isSettled(refused)).toBe(true);
});

test('IDN-04 somebody who can sign in already gets no invitation, and the story ends', () => {
  const known: StoryFacts = {
    status: 'active',
    accountStatus: 'Created',
    seat: { held: true },
    activation: { state: 'active', attempt },
  };
  expect(states(known)).toBe('done done done done');
});

test('IDN-10 created disabled: nothing is under way', () => {
  const idle: StoryFacts = { status: 'disabled', activation: { state: 'none', attempt: 0 }, seat: { held: false } };
  expect(states(idle)).toBe('ahead ahead ahead ahead');
  expect(activationText(idle)).toBe('');
});
