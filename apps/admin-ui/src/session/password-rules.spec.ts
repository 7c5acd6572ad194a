import { expect, test } from '@jest/globals';
import { Problem } from '../api/problem.js';
import { rulesFor, seemsAllowed } from './password-rules.js';

const words = ['zoe.martin@halcyon.example.com', 'Zoé', 'Martin'];
const states = (password: string, problem?: Problem): string =>
  rulesFor(password, words, problem)
    .map(({ state }) => state)
    .join(' ');

test('rules are shown as they are met', () => {
  expect(states('')).toBe('open open open');
  expect(states('seven red')).toBe('open met open');
  expect(states('seven red kites fly')).toBe('met met met');
  expect(states('seven red martins fly')).toBe('met open met');
  expect(states('abcabcabcabcabcabc')).toBe('met met open');
  expect(seemsAllowed('seven red kites fly', words)).toBe(true);
});

test('what only the server knows is shown at its rule', () => {
  const problem = new Problem(422, { code: 'password-refused', details: { rules: ['common'] } });
  expect(states('correct horse battery staple', problem)).toBe('met met refused');
});
