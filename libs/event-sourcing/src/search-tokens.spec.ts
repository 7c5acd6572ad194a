import { expect, test } from '@jest/globals';
import { searchTokens, searchWords } from './search-tokens.js';

const finds = (search: string, ...texts: string[]): boolean =>
  searchWords(search).every((prefix) => searchTokens(...texts).some((token) => token.startsWith(prefix)));

test.each([
  ['ana', 'Ána López'],
  ['lop an', 'Ána López'],
  ['ana.lo@stu', 'ana.lopez@studio.example'],
  ['伟', '王伟'],
  ['さくら', '田中さくら'],
  ['민수', '김민수'],
  ['ชาย', 'สมชาย'],
  ['محم', 'مُحَمَّد علي'],
  ['לוי', 'דָּוִד לֵוִי'],
  ['किरण', 'किरण राव'],
])('KRN-15 "%s" finds %s', (search, text) => {
  expect(finds(search, text)).toBe(true);
});

test('KRN-15 a search holds every word, from the beginning of a word', () => {
  expect(finds('ana smith', 'Ana López')).toBe(false);
  expect(finds('na', 'Ana López')).toBe(false);
});

test('KRN-15 words of several texts are kept once', () => {
  expect(searchTokens('Ana López', 'ana@studio.example')).toEqual(['ana', 'lopez', 'studio', 'example']);
});

test('KRN-15 a long run without spaces is one token, cut to length', () => {
  const tokens = searchTokens('字'.repeat(200));
  expect(tokens).toEqual(['字'.repeat(64)]);
  expect(searchWords('字'.repeat(200))).toEqual(tokens);
});
