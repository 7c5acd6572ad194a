import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareKeys, sortKey } from './sort-key.js';

test.each([
  ['Élodie', 'elodie'],
  ['STRASSE', 'straße'],
  ['İpek', 'ipek'],
  ['ıpek', 'IPEK'],
  ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
  ['Ａｎａ', 'ana'],
  ['أحمد', 'احمد'],
  ['שָׁלוֹם', 'שלום'],
])('KRN-15 %s and %s are one name', (left, right) => {
  expect(sortKey(left)).toBe(sortKey(right));
});

test('KRN-15 different names stay different', () => {
  expect(sortKey('王伟')).not.toBe(sortKey('王芳'));
  expect(sortKey('😀')).not.toBe(sortKey('😁'));
});

test('KRN-15 a sort key of a sort key is the same', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => sortKey(sortKey(text)) === sortKey(text)));
});

test('KRN-15 keys are compared as their UTF-8 bytes are, numbers before text', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareKeys(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
  );
  expect([10, '', 9, 'a', '1'].toSorted(compareKeys)).toEqual([9, 10, '', '1', 'a']);
});
