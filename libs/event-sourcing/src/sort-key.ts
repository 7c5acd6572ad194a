/**
 * The one order and equality of text on every engine (KRN-15): compatibility-decomposed, marks removed, case-folded, then
 * compared by code point. `Élodie` sorts beside `elodie`, `STRASSE` equals `straße`; no engine's collation is involved.
 */
export function sortKey(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  // Upper before lower case folds what lower case alone leaves apart (ß, ſ, ı); the final sigma depends on its place.
  return strip(strip(text.toWellFormed()).toUpperCase()).toLowerCase().replaceAll('ς', 'σ');
}

const strip = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '');

/** Orders keys as the engines do: numbers first, text by code point (JavaScript's `<` compares UTF-16 units). */
export function compareKeys(left: string | number, right: string | number): number {
  if (left === right) return 0;
  if (typeof left === 'number') return typeof right === 'number' ? left - right : -1;
  return typeof right === 'number' ? 1 : compareText(left, right);
}

function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above U+FFFF, so they rank behind the units U+E000 to U+FFFF. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
