import { describe, expect, test } from '@jest/globals';
import { type Claim, claimDecider } from './index.js';

const login = claimDecider({
  claimed: 'LoginClaimed',
  released: 'LoginReleased',
  taken: ['login-taken', 'This login is taken.'],
});
const given = (...commands: Parameters<typeof login.decide>[0][]): Claim =>
  commands.reduce((claim, command) => {
    const events = login.decide(command, claim);
    return 'rejected' in events ? claim : events.reduce(login.evolve, claim);
  }, login.initialState());
const claim = (owner: string) => ({ type: 'Claim', data: { owner } }) as const;
const release = (owner: string) => ({ type: 'Release', data: { owner } }) as const;

describe('KRN-03 a claim', () => {
  test('refuses a second owner with the service’s own code', () => {
    expect(login.decide(claim('b'), given(claim('a')))).toEqual({
      rejected: 'login-taken',
      reason: 'This login is taken.',
    });
  });

  test('is free again after its owner released it, and counts on', () => {
    expect(given(claim('a'), release('a'), claim('b'))).toEqual({ status: 'held', owner: 'b', generation: 2 });
  });

  test('is not released by somebody else, and claiming twice changes nothing', () => {
    expect(given(claim('a'), release('b'), claim('a'))).toEqual({ status: 'held', owner: 'a', generation: 1 });
  });
});
