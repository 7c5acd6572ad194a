import { sortKey } from './sort-key.js';

/** Longer words are cut here, on both sides alike: an index entry stays small. */
const longest = 64;
/** Names in scripts without spaces are short; longer runs are sentences, and are found by their beginning only. */
const longestUnspaced = 16;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * What a document is found by (KRN-15): the words of its texts as {@link sortKey}s, each once. Scripts without spaces
 * write family and given name as one word, so such a word is also found from each of its characters on.
 */
export function searchTokens(...texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(words).flatMap((word) => [word, ...inner(word)].map(token)))];
}

/** The words a search asks for; each must be the prefix of one of a document's tokens. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(words(text).map(token))];
}

const words = (text: string): readonly string[] =>
  text
    .toWellFormed()
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => sortKey(word) !== '');

const token = (word: string): string => sortKey(word).slice(0, longest).toWellFormed();

function inner(word: string): readonly string[] {
  const characters = unspaced.test(word) ? [...word] : [];
  if (characters.length > longestUnspaced) return [];
  return characters.flatMap((character, index) =>
    index > 0 && unspaced.test(character) ? [characters.slice(index).join('')] : [],
  );
}
