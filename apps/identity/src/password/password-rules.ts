import { canonical } from '@rollcall/event-sourcing';
import { blockedPasswords } from './blocked-passwords.js';

/** Rules of the profile `nist-4`, by the id that `password-refused` names in `details.rules`. */
export type PasswordRule = 'too-short' | 'too-long' | 'common' | 'context';

/** Fewest characters (code points), where a password is the only factor. */
export const shortestPassword = 15;
/** Most bytes as UTF-8: hashing must not become a way to keep the service busy. */
export const longestPassword = 1024;
/** Shorter words of an address or a name would stand in too many passwords by chance. */
const shortestWord = 4;

/**
 * The rules a new password breaks; none when it may be used. No composition rules and no expiry (NIST SP 800-63B-4):
 * long enough, not on the list of common ones, not made of what everybody knows of its owner (`words`: the email, names,
 * the site's name).
 */
export function brokenRules(password: string, words: readonly string[]): readonly PasswordRule[] {
  const normal = password.normalize('NFC');
  const compared = canonical(normal);
  const known = words.flatMap(wordsOf).filter((word) => compared.includes(word));
  return [
    ...([...normal].length < shortestPassword ? (['too-short'] as const) : []),
    ...(Buffer.byteLength(normal) > longestPassword ? (['too-long'] as const) : []),
    ...(isCommon(compared) ? (['common'] as const) : []),
    ...(known.length > 0 ? (['context'] as const) : []),
  ];
}

/** The part of an address before the `@`, and every word of a name. */
const wordsOf = (text: string): readonly string[] => {
  const [local = ''] = canonical(text).split('@');
  return [local, ...local.split(/[^\p{L}\p{N}]+/u)].filter((word) => [...word].length >= shortestWord);
};

/** On the list as it is, or a short piece over and over: `abcabcabcabcabc`. */
const isCommon = (password: string): boolean =>
  blockedPasswords.has(password.replace(/[^\p{L}\p{N}]/gu, '')) || /^(.{1,8}?)\1+.{0,7}$/su.test(password);
