import { expect, test } from '@jest/globals';
import { overridesText } from './finding-words.js';
import { runMessage, runProgress } from './run-words.js';

const run = {
  id: 'r',
  siteId: 's',
  state: 'analysed',
  analysed: 168,
  people: 168,
  found: 0,
  overrides: 0,
  resolved: 0,
  unresolved: 0,
  startedAt: '2026-03-10T12:00:00Z',
} as const;

test('DGN-04 all synced is a success', () => {
  expect(runMessage(run)).toMatchObject({ tone: 'good', title: 'All users are synced' });
});

test('DGN-05 a failed analysis asks to run it again and says that nothing changed', () => {
  expect(runMessage({ ...run, state: 'failed' })).toMatchObject({
    tone: 'bad',
    text: 'Nothing was changed. Run the analysis again.',
    again: true,
  });
});

test('DGN-10 all resolved is a success', () => {
  expect(runMessage({ ...run, state: 'finished', found: 9, resolved: 9 })).toMatchObject({ tone: 'good' });
});

test('DGN-11 what is left leads to the whole process again', () => {
  expect(runMessage({ ...run, state: 'finished', found: 9, resolved: 8, unresolved: 1 })).toMatchObject({
    tone: 'bad',
    title: 'There are still un-synced users',
    again: true,
  });
});

test('DGN-03 progress is visible', () => {
  expect(runProgress({ ...run, state: 'analysing', analysed: 42 })).toBe(25);
  expect(runProgress({ ...run, state: 'resolving', found: 9, resolved: 3 })).toBe(33);
});

test('DGN-08 overrides are counted', () => {
  expect([0, 1, 2].map(overridesText)).toEqual(['', '1 override', '2 overrides']);
});
