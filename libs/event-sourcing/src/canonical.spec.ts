import { describe, expect, test } from '@jest/globals';
import { createTestCryptography } from '@rollcall/testing';
import fc from 'fast-check';
import { canonical, canonicalEmail, claimStream } from './canonical.js';

describe('canonical', () => {
  test.each([
    ['  Zoe ', 'zoe'],
    ['ＺＯＥ', 'zoe'],
    ['Zoë', 'zoë'],
    ['Zoe\u0308', 'zoë'],
    ['STRAUSS', 'strauss'],
    ['Strauß', 'strauss'],
    ['STRAUẞ', 'strauss'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['Ὀδυσσεύς', 'ὀδυσσεύσ'],
    ['İlker', 'ilker'],
    ['i\u0307\u0307lker', 'ilker'],
    ['ılker', 'ılker'],
    ['𠮷田', '𠮷田'],
    ['\u00a0ﬁnn\u3000', 'finn'],
  ])('KRN-03 %j is compared as %j', (value, expected) => expect(canonical(value)).toBe(expected));

  test('KRN-03 comparing what was compared before changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => canonical(canonical(value)) === canonical(value)),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => canonical(canonical(value)) === canonical(value)));
  });

  test('KRN-03 accents and small and capital letters of one spelling are one value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(canonical(value.normalize('NFD'))).toBe(canonical(value));
        expect(canonical(value.toLowerCase())).toBe(canonical(value));
      }),
    );
  });
});

describe('canonicalEmail', () => {
  test.each([
    [' Zoe.Ångström@Studio.Example.COM ', 'zoe.ångström@studio.example.com'],
    ['zoe@BÜCHER.example', 'zoe@xn--bcher-kva.example'],
    ['zoe@bu\u0308cher.example', 'zoe@xn--bcher-kva.example'],
    ['zoe@xn--bcher-kva.example', 'zoe@xn--bcher-kva.example'],
    ['zoe@例え。example', 'zoe@xn--r8jz45g.example'],
    ['zoe+films@localhost', 'zoe+films@localhost'],
  ])('KRN-03 %j is compared as %j', (email, expected) => expect(canonicalEmail(email)).toBe(expected));

  test.each([
    '',
    'zoe',
    '@example.com',
    'zoe@',
    'zoe@example.com:25',
    'zoe@example.com/x',
    'zoe@ex%61mple.com',
    'zoe@a@example.com',
    'zo e@example.com',
    'zoe@exa mple.com',
    'zoe@example..com',
    'zoe@example.com.',
    'zoe@127.0.0.1',
    'zoe@1.2',
    'zoe@[::1]',
  ])('KRN-03 %j is no address', (email) => expect(canonicalEmail(email)).toBeUndefined());
});

test('KRN-03 a claim stream tells kinds, values and installations apart, and not the value', () => {
  const cryptography = createTestCryptography();
  const stream = claimStream(cryptography, 'identity.email-claim', 'zoe@example.com');
  expect(stream).toMatch(/^identity\.email-claim-[\w-]{43}$/);
  expect(claimStream(cryptography, 'identity.email-claim', 'zoe@example.com')).toBe(stream);
  expect(claimStream(cryptography, 'identity.email-claim', 'zoé@example.com')).not.toBe(stream);
  const login = claimStream(cryptography, 'directory.login-claim', 'zoe@example.com');
  expect(login.split('-claim-')[1]).not.toBe(stream.split('-claim-')[1]);
  expect(claimStream(createTestCryptography(), 'identity.email-claim', 'zoe@example.com')).not.toBe(stream);
});
