import { describe, expect, test } from '@jest/globals';
import { compareKeys } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import { conditionFilter, placeOf, tokenOf, wordFilter } from './index-entries.js';

const shape = { filters: ['status', 'age'], sorts: ['name'] };
const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
const lowCharacters = fc.string({ unit: fc.constantFrom('\u0000', '\u0001', '\u0002', 'a') });
const key = fc.oneof(text, lowCharacters, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const id = fc.oneof(text, lowCharacters);
const sign = (value: number): number => Math.sign(value) + 0;
/** Texts as an engine compares them. */
const compareBytes = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

describe('what documents are found by', () => {
  test('KRN-15 places compared as bytes are in the order of keys and, where they are equal, of ids', () => {
    fc.assert(
      fc.property(key, id, key, id, (key1, id1, key2, id2) => {
        const [left, right] = [key1, key2].map((value) => (typeof value === 'number' ? value + 0 : value));
        const expected = compareKeys(left!, right!) || compareKeys(id1, id2);
        expect(sign(compareBytes(placeOf(key1, id1), placeOf(key2, id2)))).toBe(sign(expected));
      }),
      { numRuns: 2_000 },
    );
  });

  test('KRN-15 no value of one scope or filter is ever taken for one of another', () => {
    const tokens = fc.tuple(
      text,
      fc.constantFrom('status', 'age'),
      fc.oneof(text, fc.integer(), fc.constantFrom(true, null)),
    );
    fc.assert(
      fc.property(tokens, tokens, (left, right) => {
        const same = JSON.stringify(left) === JSON.stringify(right);
        expect(tokenOf(shape, ...left) === tokenOf(shape, ...right)).toBe(same);
      }),
    );
    expect(tokenOf(shape, 'site:a', 'status', 'null')).not.toBe(tokenOf(shape, 'site:a', 'status', null));
    expect(tokenOf(shape, 'site:a', 'age', 1)).not.toBe(tokenOf(shape, 'site:a', 'age', '1'));
  });

  test('KRN-15 a prefix is taken as it is written', () => {
    fc.assert(
      fc.property(text, text, (prefix, other) => {
        const { words } = wordFilter('site:a', prefix) as { words: RegExp };
        const { words: exactly } = wordFilter('site:a', `${prefix}${other}`) as { words: RegExp };
        const token = (word: string) =>
          `"site:a"${word.replaceAll('\u0001', '\u0001\u0003').replaceAll('\u0000', '\u0001\u0002')}`;
        expect(words.test(token(`${prefix}${other}`))).toBe(true);
        expect(exactly.test(token(prefix))).toBe(other === '');
      }),
    );
  });

  test.each([
    [{ $ne: null }],
    [{ $gt: '' }],
    [{ in: [{ $ne: null }] }],
    [{ prefix: { $regex: '.*' } }],
    [{ gte: { $gt: '' } }],
  ])('KRN-15 an operator within a question stays a value: %j', (condition) => {
    const filter = conditionFilter(shape, 'site:a', ['status', condition as never]);
    const stated = JSON.stringify(filter, (_name, value: unknown) => (value instanceof RegExp ? value.source : value));
    for (const operator of ['$ne', '$regex', '"$gt"']) expect(stated).not.toContain(operator);
  });
});
