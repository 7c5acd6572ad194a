import { canonical } from '@rollcall/event-sourcing';

/**
 * For an ASCII letter the characters that look like it in common fonts: the Cyrillic, Greek, Armenian and digit cases of
 * Unicode's confusables (UTS 39) that logins meet. Latin letters with marks are left out: people do tell `é` from `e`.
 */
const lookAlikesOf: Readonly<Record<string, string>> = {
  a: 'аαɑ',
  b: 'вƅ',
  c: 'с',
  d: 'ԁ',
  e: 'еѐёε',
  g: 'ցɡ',
  h: 'һнհ',
  i: 'іιı',
  j: 'ј',
  k: 'кκ',
  l: 'ӏ1',
  m: 'м',
  n: 'ηո',
  o: 'оοσօ0',
  p: 'рρ',
  q: 'ԛզ',
  s: 'ѕ',
  t: 'тτ',
  u: 'υս',
  v: 'ѵν',
  w: 'ԝ',
  x: 'хχ',
  y: 'уγ',
};

const shapes: ReadonlyMap<string, string> = new Map(
  Object.entries(lookAlikesOf).flatMap(([letter, others]) => [...others].map((other) => [other, letter])),
);

/** What a login looks like: two logins with one skeleton are told apart by nobody. */
export function skeletonOf(login: string): string {
  return [...canonical(login)].map((character) => shapes.get(character) ?? character).join('');
}
