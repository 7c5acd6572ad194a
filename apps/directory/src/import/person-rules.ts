import { canonicalEmail } from '@rollcall/event-sourcing';

/** Longest first or last name, in characters as people count them (code points after NFC). */
export const maxNameLength = 100;
/** Longest login, in code points. */
export const maxLoginLength = 64;
/** Longest email address, in characters (RFC 5321: a path of 256 octets less its brackets). */
export const maxEmailLength = 254;

/** Code points after NFC: `é` counts once, however it was typed. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length;

/** Control characters and those that change the writing direction: invisible, so they can make one text pass as another. */
export const hasForbiddenCharacter = (text: string): boolean =>
  /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);

/** A login: letters and digits of any script, and `. _ - + @` after the first character. Length is checked apart. */
export const isLogin = (text: string): boolean => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]*$/u.test(text);

/**
 * An address that mail can reach: one `@`, an unquoted local part of at most 64 characters without dots at its ends or
 * in a row, and a domain that exists in ASCII form and has at least two labels. Longer than {@link maxEmailLength} is none; every step is linear.
 */
export function isEmail(text: string): boolean {
  if (text.length > maxEmailLength) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const labels = text.slice(at + 1).split('.');
  return (
    canonicalEmail(text) !== undefined &&
    local.length <= 64 &&
    /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u.test(local) &&
    local.split('.').every((part) => part !== '') &&
    labels.length >= 2 &&
    labels.every((label) => label.length <= 63 && /^[\p{L}\p{M}\p{N}-]+$/u.test(label) && !/^-|-$/.test(label))
  );
}
