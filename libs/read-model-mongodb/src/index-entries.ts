import type { Condition, DocumentFields, Scalar } from '@rollcall/event-sourcing';
import type { BuildShape } from './builds.js';
import type { Filter } from './mongo-collection.js';
import { compared, holding } from './mongo-collection.js';

/**
 * What a document is found by. `tokens`: its scope, and each value of each filter within it; one index for each sort has
 * them in front, so that every equality with every sort is one range of it (KRN-15). All of it is text: no value of a
 * question is ever read as an operator, and texts of all kinds compare by code point.
 */
export type IndexEntries = Readonly<{
  tokens: readonly string[];
  /** The words of the search, within the scope. */
  words: readonly string[];
  /** For each sort, by {@link sortField}: the key and, where keys are equal, the id. */
  places: Readonly<Record<string, string>>;
}>;

/** Everything a document is found by. */
export function indexEntries(shape: BuildShape, id: string, fields: DocumentFields): IndexEntries {
  const { scope, filters, sorts, words } = fields;
  const values = shape.filters.flatMap((name) =>
    (filters[name] ?? []).map((value) => tokenOf(shape, scope, name, value)),
  );
  const places = shape.sorts.map((name, index) => [sortField(index), placeOf(sorts[name] ?? '', id)] as const);
  return {
    tokens: [scopeToken(scope), ...values],
    words: words.map((word) => wordToken(scope, word)),
    places: Object.fromEntries(places),
  };
}

/** The token that every document of a scope bears. */
export const scopeToken = (scope: string): string => JSON.stringify(scope);

/** The token of one value of a filter. */
export const tokenOf = (shape: BuildShape, scope: string, filter: string, value: Scalar): string =>
  `${headOf(shape, scope, filter)}${valueText(value)}`;

/** The name of a sort's entry: the place of the sort in the declaration, since names may hold anything. */
export const sortField = (sort: number): string => `s${sort}`;

/** Where a document stands in a sort. */
export const placeOf = (key: string | number, id: string): string => `${keyText(key)}${separator}${escaped(id)}`;

/**
 * What all documents meeting a condition have. Others may have it only where the condition {@link isRange}: there engines
 * differ in whether both bounds must hold for one and the same value.
 */
export function conditionFilter(
  shape: BuildShape,
  scope: string,
  [name, condition]: readonly [string, Condition],
): Filter {
  const head = headOf(shape, scope, name);
  if (condition === null || typeof condition !== 'object') return { tokens: `${head}${valueText(condition)}` };
  if ('in' in condition)
    return { tokens: compared({ $in: condition.in.map((value) => `${head}${valueText(value)}`) }) };
  if ('prefix' in condition) return { tokens: beginningWith(`${head}${valueText(`${condition.prefix}`)}`) };
  const { gte, lt } = condition;
  const [mark, end] = typeof (gte ?? lt) === 'number' ? numbers : texts;
  const from = gte === undefined ? mark : valueText(gte);
  const to = lt === undefined ? end : valueText(lt);
  return { tokens: holding({ $gte: `${head}${from}`, $lt: `${head}${to}` }) };
}

/** What all documents with a word of this prefix have, and no others. */
export const wordFilter = (scope: string, prefix: string): Filter => ({
  words: beginningWith(wordToken(scope, prefix)),
});

const wordToken = (scope: string, word: string): string => `${scopeToken(scope)}${escaped(word)}`;

/** A scope as JSON ends where it ends, whatever is in it: no value of one scope is ever within another. */
const headOf = ({ filters }: BuildShape, scope: string, filter: string): string =>
  `${scopeToken(scope)}${filters.indexOf(filter)}:`;

/** Whether a condition asks for values between bounds. */
export const isRange = (condition: Condition): boolean =>
  condition !== null && typeof condition === 'object' && !('in' in condition) && !('prefix' in condition);

/** Anchored, and every special character taken as itself: an engine looks it up in its index like a range. */
const beginningWith = (prefix: string): RegExp => new RegExp(`^${prefix.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`);

/** The mark of a kind, and the first text behind all of that kind; texts are marked so that they never meet `true`. */
const texts = ["'", '('] as const;
const numbers = ['#', '$'] as const;

const valueText = (value: Scalar): string =>
  typeof value === 'number'
    ? `${numbers[0]}${numberText(value)}`
    : typeof value === 'string'
      ? `${texts[0]}${escaped(value)}`
      : String(value);

/** Numbers before every text, as keys are compared. */
const keyText = (key: string | number): string =>
  typeof key === 'number' ? `0${numberText(key)}` : `1${escaped(key)}`;

/** A number as text in the order of the numbers: its bits, the sign turned round, and all of them below zero. */
function numberText(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  // Adding zero makes one of the two zeros.
  bits.setFloat64(0, value + 0);
  const unsigned = bits.getBigUint64(0);
  const sign = 1n << 63n;
  const ordered = (unsigned & sign) === 0n ? unsigned | sign : ~unsigned & ((1n << 64n) - 1n);
  return ordered.toString(16).padStart(16, '0');
}

/** Below everything that {@link escaped} writes. */
const separator = '\u0001\u0001';

/** The same order without the two lowest characters, one of which not every engine stores. */
const escaped = (text: string): string =>
  text.replaceAll(lowest, (character) => (character === '\u0000' ? '\u0001\u0002' : '\u0001\u0003'));

const lowest = /[\u0000\u0001]/g;
