import type { Condition, DocumentFields, Scalar } from '@rollcall/event-sourcing';
import type { BuildShape } from './builds.js';

/** One place in a build's index, see `build-tables.ts`. */
export type IndexEntry = readonly [sort: number, filter: number, value: string | number, key: string | number];
/** A stretch of the values of one filter: `from` alone when `to` is absent, else up to but without `to`. */
export type ValueRange = Readonly<{ filter: number; from: string | number; to?: string | number | Uint8Array }>;

/** The filter that every document of a scope stands under. */
export const wholeScope = 0;
/** The sort that the filters' values are in the order of. */
export const firstSort = 0;
const wordFilter = ({ filters }: BuildShape): number => filters.length + 1;
const filterNumber = ({ filters }: BuildShape, name: string): number => filters.indexOf(name) + 1;

/** Text is marked, so that it never meets `true` or `null`; SQLite orders numbers before all of these. */
export const indexValue = (value: Scalar): string | number =>
  typeof value === 'number' ? value : typeof value === 'string' ? `'${value}` : String(value);

/**
 * Everything a document is found by: the whole scope in each sort, the values of the filters in the first sort alone. Each
 * entry is a page written anew somewhere in the index: every filter in every sort would cost a write three times as much.
 */
export function indexEntries(shape: BuildShape, { filters, sorts, words }: DocumentFields): readonly IndexEntry[] {
  const keys = shape.sorts.map((name) => sorts[name] ?? '');
  const first = keys[0] ?? '';
  const values = shape.filters.flatMap((name, index) =>
    (filters[name] ?? []).map((value): IndexEntry => [firstSort, index + 1, indexValue(value), first]),
  );
  const scope = keys.map((key, sort): IndexEntry => [sort, wholeScope, '', key]);
  return [...scope, ...values, ...words.map((word): IndexEntry => [firstSort, wordFilter(shape), word, ''])];
}

/** The one value an equality asks for, or `undefined` for another kind of condition. */
export function equalityRange(
  shape: BuildShape,
  [name, condition]: readonly [string, Condition],
): ValueRange | undefined {
  if (condition !== null && typeof condition === 'object') return undefined;
  return { filter: filterNumber(shape, name), from: indexValue(condition) };
}

/** The stretches of the index that hold all documents meeting a condition. */
export function conditionRanges(
  shape: BuildShape,
  [name, condition]: readonly [string, Condition],
): readonly ValueRange[] {
  const filter = filterNumber(shape, name);
  if (condition === null || typeof condition !== 'object') return [{ filter, from: indexValue(condition) }];
  if ('in' in condition) return [...new Set(condition.in)].map((value) => ({ filter, from: indexValue(value) }));
  if ('prefix' in condition) return [prefixRange(filter, indexValue(condition.prefix) as string)];
  const { gte, lt } = condition;
  return typeof (gte ?? lt) === 'number'
    ? [{ filter, from: gte ?? -Number.MAX_VALUE, to: lt ?? '' }]
    : [{ filter, from: `'${gte ?? ''}`, to: lt === undefined ? '(' : `'${lt}` }];
}

/** The stretch of the index that holds all words with this prefix. */
export const wordRange = (shape: BuildShape, prefix: string): ValueRange => prefixRange(wordFilter(shape), prefix);

const prefixRange = (filter: number, from: string): ValueRange => ({ filter, from, to: `${from}\u{10FFFF}` });
