import { expect, test } from '@jest/globals';
import { mergeInto } from './consistency.js';

test('KRN-16 of every facet the highest version is kept', () => {
  const known = mergeInto(new Map(), 'directory/person/a@3,directory/person/b@1');
  expect(mergeInto(known, 'directory/person/a@2,identity/link/a@9')).toEqual(
    new Map([
      ['directory/person/b', 1n],
      ['directory/person/a', 3n],
      ['identity/link/a', 9n],
    ]),
  );
});

test('KRN-16 the oldest writes are forgotten first', () => {
  const token = Array.from({ length: 60 }, (_, index) => `directory/person/${index}@0`).join(',');
  const known = mergeInto(new Map(), token);
  expect(known.size).toBe(40);
  expect(known.has('directory/person/19')).toBe(false);
  expect(known.has('directory/person/59')).toBe(true);
});
