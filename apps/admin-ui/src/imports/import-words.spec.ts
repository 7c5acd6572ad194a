import { expect, test } from '@jest/globals';
import { checkText, importProgress, startText } from './import-words.js';

const counts = { rows: 20, good: 6, bad: 14, applied: 0, refused: 0 };

test('DIR-10 the check says what it found and that nothing changed', () => {
  expect(checkText(counts, 14)).toBe('14 findings; 6 of 20 rows are good. Nothing was changed.');
  expect(checkText({ ...counts, good: 20, bad: 0 }, 0)).toBe('All 20 rows are good. Nothing was changed yet.');
  expect(checkText({ ...counts, rows: 0, good: 0, bad: 0 }, 0)).toBe('The file holds no people. Nothing was changed.');
});

test('DIR-10 the button says what it imports', () => {
  expect(startText(counts)).toBe('Import the 6 good rows');
  expect(startText({ ...counts, bad: 0, good: 168 })).toBe('Import 168 people');
  expect(startText({ ...counts, good: 0 })).toBeUndefined();
});

test('progress counts what was refused, too', () => {
  expect(importProgress({ ...counts, good: 10, applied: 4, refused: 1 })).toBe(50);
});
