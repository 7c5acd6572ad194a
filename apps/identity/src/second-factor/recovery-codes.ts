import { randomBytes } from 'node:crypto';
import type { Cryptography } from '@rollcall/event-sourcing';
import { toBase32 } from './base32.js';

/** How many are issued at a time. */
const issued = 10;
const groups = /.{4}/g;

/** Ten codes of 80 random bits each, in groups that can be copied by hand. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: issued }, () => toBase32(randomBytes(10)).match(groups)!.join('-'));

/** A code as it is compared, of either kind: people type spaces, hyphens and small letters. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

/** What is kept of a code: keyed by the installation and salted by the account (ASVS 6.5.2). */
export const keptOf = (cryptography: Pick<Cryptography, 'hmac'>, accountId: string, code: string): string =>
  cryptography.hmac(`recovery-code|${accountId}|${plainCode(code)}`);
