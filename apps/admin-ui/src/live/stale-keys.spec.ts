import { expect, test } from '@jest/globals';
import { staleKeys } from './stale-keys.js';

test('STO-7 a changed person is read again in lists and on the own page', () => {
  expect(staleKeys({ kind: 'person', siteId: 's', id: 'p' })).toEqual([
    ['people', 's'],
    ['person', 's', 'p'],
    ['access-of', 'p'],
  ]);
});

test('LIC-05 seats are the team’s: every page that shows them reads again', () => {
  expect(staleKeys({ kind: 'seats', id: 't' })).toEqual([['seats'], ['team-seats']]);
});
