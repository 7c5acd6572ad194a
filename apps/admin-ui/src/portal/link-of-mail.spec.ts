import { expect, test } from '@jest/globals';
import { linkOf } from './link-of-mail.js';

test('IDN-34 a link is read from the fragment, and a cut one is no link', () => {
  expect(linkOf('#id=a1&token=T-_9')).toEqual({ id: 'a1', token: 'T-_9' });
  expect(linkOf('#id=a1')).toBeUndefined();
  expect(linkOf('')).toBeUndefined();
});
