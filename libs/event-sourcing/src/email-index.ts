import { canonicalEmail } from './canonical.js';
import type { Cryptography } from './cryptography.js';

/**
 * The keyed index by which every service finds the account of an email without knowing the address (KRN-03, KRN-17);
 * `undefined` when this cannot be an address.
 */
export function emailIndexOf(cryptography: Pick<Cryptography, 'hmac'>, email: string): string | undefined {
  const canonical = canonicalEmail(email);
  return canonical === undefined ? undefined : cryptography.hmac(`email|${canonical}`);
}
