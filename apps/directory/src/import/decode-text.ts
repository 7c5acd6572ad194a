import { type Rejection, reject } from '@rollcall/event-sourcing';

/** How the bytes of a file were turned into text. */
export type Decoded = Readonly<{ text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' }>;

/**
 * Decodes UTF-8, with or without byte order mark, and UTF-16 with one.
 * Rejection `not-utf-8`: bytes that are neither; guessing a code page would misspell names without a word.
 */
export function decodeText(bytes: Uint8Array): Decoded | Rejection {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return reject('not-utf-8', 'The file is not UTF-8. Save it as “CSV UTF-8” and upload it again.');
  }
}
