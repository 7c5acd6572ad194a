import { describe, expect, test } from '@jest/globals';
import { fromBase32, toBase32 } from './base32.js';
import { codeOf, newSecret, otpauthUri, stepAt, stepOf } from './one-time-code.js';

const secret = toBase32(Buffer.from('12345678901234567890'));

describe('RFC 6238', () => {
  // Appendix B shows eight digits; six are the last of them (RFC 4226, 5.3).
  test.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('RFC 6238 Appendix B, SHA-1: at %i s the code ends %s', (seconds, eight) => {
    expect(codeOf(secret, stepAt(new Date(seconds * 1000)))).toBe(eight.slice(-6));
  });

  test('RFC 6238 one step of drift is let through either way, two are not', () => {
    const at = new Date(1111111109_000);
    const step = stepAt(at);
    const found = [-2, -1, 0, 1, 2].map((off) => stepOf(secret, codeOf(secret, step + off), at));
    expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
    for (const typed of ['', '08180', '0818044', '081804\u0000', '０８１８０４', '081805']) {
      expect(stepOf(secret, typed, at)).toBeUndefined();
    }
  });
});

test('RFC 4648 base 32 reads back what it wrote', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(fromBase32('MZXW6YTBOI').toString()).toBe('foobar');
});

test('ASVS 6.5.3 a secret has 160 random bits, and an authenticator app reads it from its address', () => {
  const [one, other] = [newSecret(), newSecret()];
  expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(one).not.toBe(other);
  const uri = new URL(otpauthUri(one, 'zoë+x@studio.example'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('Rollcall:zoë+x@studio.example');
  expect(uri.searchParams.get('secret')).toBe(one);
});
