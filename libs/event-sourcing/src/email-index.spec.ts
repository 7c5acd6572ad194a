import { expect, test } from '@jest/globals';
import { emailIndexOf } from './index.js';

const cryptography = { hmac: (value: string) => `[${value}]` };

test('KRN-03 spellings of one address have one index, and what is no address has none', () => {
  expect(emailIndexOf(cryptography, ' Zoë@Bücher.example')).toBe(
    emailIndexOf(cryptography, 'zoë@xn--bcher-kva.example'),
  );
  expect(emailIndexOf(cryptography, 'nobody')).toBeUndefined();
});
