import { expect, test } from '@jest/globals';
import { counted, namesText, totalText } from './words.js';

test('counts agree with their nouns', () => {
  expect(counted(1, 'person', 'people')).toBe('1 person');
  expect(counted(0, 'person', 'people')).toBe('0 people');
});

test('KRN-15 a count that stopped says so', () => {
  expect(totalText({ count: 10_000, more: true })).toBe('10,000+');
  expect(totalText({ count: 168, more: false })).toBe('168');
});

test('many names are cut, and it is said how many', () => {
  expect(namesText(['Ash, Ember & Bone', 'Nightjar', 'Tide', 'Wren'])).toBe('Ash, Ember & Bone, Nightjar +2');
  expect(namesText(['Tide'])).toBe('Tide');
});
