import { expect, test } from '@jest/globals';
import { Announcer } from './announce.js';

function toldOf(url: string): string {
  let told = '';
  const announcer = new Announcer({ write: (text) => ((told += String(text)), true) });
  announcer.ready({ url, dataDir: '/data' }, { email: 'ada@studio.example', oneTimePassword: 'abcde-fghij' });
  return told;
}

test('over plain http a notice says what the cookie is and what others need; over https there is none', () => {
  expect(toldOf('http://127.0.0.1:4000')).toMatch(/"sid".*ROLLCALL_PUBLIC_URL/);
  expect(toldOf('https://rollcall.studio.example')).not.toContain('sid');
});

test('the box is a box: where it is, who signs in, and the password once', () => {
  const lines = toldOf('https://rollcall.studio.example').trimEnd().split('\n');
  expect(new Set(lines.map((line) => [...line].length)).size).toBe(1);
  expect(lines.join('\n').match(/abcde-fghij/g)).toHaveLength(1);
  for (const told of ['/mailbox', '/api/docs', '/data', 'ada@studio.example']) expect(lines.join('\n')).toContain(told);
});
