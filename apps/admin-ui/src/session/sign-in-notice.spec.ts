import { expect, test } from '@jest/globals';
import { localPath } from './sign-in-notice.js';

test('signing in never leads to another site', () => {
  expect(localPath('/sites/montreal/people?q=zoe')).toBe('/sites/montreal/people?q=zoe');
  for (const path of [null, '', 'https://example.org', '//example.org', '/\\example.org'])
    expect(localPath(path)).toBe('/');
});
