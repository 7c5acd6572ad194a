import { expect, test } from '@jest/globals';
import { Problem } from '../api/problem.js';
import { fieldProblem, isAtField } from './new-person.js';

test('DIR-02 a taken login is refused at the login', () => {
  const problem = new Problem(409, { code: 'login-taken', detail: 'The login zoe.martin is taken.' });
  expect(fieldProblem(problem, 'login')).toBe('The login zoe.martin is taken.');
  expect(fieldProblem(problem, 'email')).toBeUndefined();
  expect(isAtField(problem)).toBe(true);
});

test('what the server says about a field stands at that field', () => {
  const errors = [{ pointer: '/projectIds/0', detail: 'There is no such project.' }];
  const problem = new Problem(400, { code: 'validation-failed', detail: 'See the fields.', errors });
  expect(fieldProblem(problem, 'projectIds')).toBe('There is no such project.');
});

test('LIC-03 a refusal about no field is shown above the buttons', () => {
  expect(isAtField(new Problem(409, { code: 'no-seat-left', detail: 'No seat left.' }))).toBe(false);
});
