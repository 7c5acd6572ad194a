import type { CheckedQuery, Condition } from '@rollcall/event-sourcing';
import { DependencyAway } from '@rollcall/event-sourcing';
import type { BuildReader } from './build-reader.js';
import type { BuildShape } from './builds.js';
import type { ValueRange } from './index-entries.js';
import { conditionRanges, equalityRange, firstSort, wholeScope, wordRange } from './index-entries.js';

type Conditions = Pick<CheckedQuery, 'where' | 'words'>;
type Ordered = Conditions & Readonly<{ sort: string }>;

/**
 * How the documents of a query are found. `walk`: along one stretch of the index, in the order of the page; what `rest`
 * asks for is looked up in each document. `gather`: few enough to look at all of them and to sort them here.
 */
export type QueryPlan =
  | Readonly<{ kind: 'walk'; filter: number; value: string | number; rest: Conditions }>
  | Readonly<{ kind: 'gather'; numbers: ReadonlySet<number> }>;

/** More matches of its rarest condition than this, and a query walks the index. */
const gatherLimit = 1_000;

/** Chooses the cheaper way to answer a query. */
export function planQuery(reader: BuildReader, scope: number, { sort, ...conditions }: Ordered): QueryPlan {
  const { shape } = reader.build;
  const { where, words } = conditions;
  const whole: QueryPlan = { kind: 'walk', filter: wholeScope, value: '', rest: { where, words } };
  const inFirstSort = shape.sorts[firstSort] === sort;
  const equality = inFirstSort ? where.find((condition) => equalityRange(shape, condition)) : undefined;
  const walk = equality ? walkAlong(shape, equality, conditions) : whole;
  // One equality alone in the first sort, or nothing at all, is served by its own stretch of the index.
  if (where.length + words.length === (equality ? 1 : 0)) return walk;
  const rarest = rangesOf(shape, conditions)
    .map((ranges) => reader.numbers(scope, ranges, gatherLimit + 1))
    .reduce((fewest, numbers) => (numbers.size < fewest.size ? numbers : fewest));
  return rarest.size <= gatherLimit ? { kind: 'gather', numbers: rarest } : walk;
}

/** For each condition and word, where in the index the documents meeting it are. */
export const rangesOf = (shape: BuildShape, { where, words }: Conditions): readonly (readonly ValueRange[])[] => [
  ...where.map((condition) => conditionRanges(shape, condition)),
  ...words.map((prefix) => [wordRange(shape, prefix)]),
];

function walkAlong(shape: BuildShape, equality: readonly [string, Condition], { where, words }: Conditions): QueryPlan {
  const { filter, from } = equalityRange(shape, equality) as ValueRange;
  return { kind: 'walk', filter, value: from, rest: { where: where.filter((other) => other !== equality), words } };
}

/**
 * While a newer version is built, the older one may lack an index that the new declaration has.
 * @throws DependencyAway then: the question can be asked again when the build is complete.
 */
export function requireIndex(
  { shape }: BuildReader['build'],
  { where, sort }: Pick<CheckedQuery, 'where' | 'sort'>,
): void {
  const missing = [...where.map(([name]) => name).filter((name) => !shape.filters.includes(name))];
  if (!shape.sorts.includes(sort)) missing.push(sort);
  if (missing.length > 0) throw new DependencyAway(`The index for ${missing.join(', ')} is still being built.`);
}
