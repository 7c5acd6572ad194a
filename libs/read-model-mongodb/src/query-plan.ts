import type { CheckedQuery } from '@rollcall/event-sourcing';
import { DependencyAway } from '@rollcall/event-sourcing';
import type { BuildReader, Candidate } from './build-reader.js';
import type { Build, BuildShape } from './builds.js';
import { conditionFilter, scopeToken, tokenOf, wordFilter } from './index-entries.js';
import type { Filter } from './mongo-collection.js';

/** What documents are chosen by. */
export type Conditions = Pick<CheckedQuery, 'scope' | 'where' | 'words'>;

/**
 * How the documents of a query are found. `walk`: along one token in the order of the page; what `rest` asks for is looked
 * up in each document. `gather`: few enough to look at all of them and to sort them here; all that one condition leaves.
 */
export type QueryPlan =
  | Readonly<{ kind: 'walk'; token: string; rest: Pick<Conditions, 'where' | 'words'> }>
  | Readonly<{ kind: 'gather'; candidates: readonly Candidate[] }>;

/** More matches of its rarest condition than this, and a query walks the index. */
const gatherLimit = 1_000;

/** Chooses the cheaper way to answer a query. */
export async function planQuery(reader: BuildReader, query: CheckedQuery): Promise<QueryPlan> {
  const walk = planWalk(reader.build.shape, query);
  // One equality alone, or nothing at all, is served by its own stretch of the index.
  if (walk.rest.where.length + walk.rest.words.length === 0) return walk;
  const rarest = await rarestFilter(reader, filtersOf(reader.build.shape, query));
  const candidates = rarest && (await reader.some(rarest, query.sort, gatherLimit + 1));
  return candidates && candidates.length <= gatherLimit ? { kind: 'gather', candidates } : walk;
}

/** The one that fewest documents fit, unless even those are too many to gather. */
async function rarestFilter(reader: BuildReader, filters: readonly Filter[]): Promise<Filter | undefined> {
  if (filters.length === 1) return filters[0];
  const counts = await Promise.all(filters.map((filter) => reader.count(filter, gatherLimit + 1)));
  const fewest = Math.min(...counts);
  return fewest <= gatherLimit ? filters[counts.indexOf(fewest)] : undefined;
}

/** For each condition and word, what the documents meeting it have. */
export const filtersOf = (shape: BuildShape, { scope, where, words }: Conditions): readonly Filter[] => [
  ...where.map((condition) => conditionFilter(shape, scope, condition)),
  ...words.map((prefix) => wordFilter(scope, prefix)),
];

function planWalk(shape: BuildShape, { scope, where, words }: Conditions): Extract<QueryPlan, { kind: 'walk' }> {
  for (const equality of where) {
    const [name, value] = equality;
    if (value !== null && typeof value === 'object') continue;
    const rest = { where: where.filter((other) => other !== equality), words };
    return { kind: 'walk', token: tokenOf(shape, scope, name, value), rest };
  }
  return { kind: 'walk', token: scopeToken(scope), rest: { where, words } };
}

/**
 * While a newer version is built, the older one may lack an index that the new declaration has.
 * @throws DependencyAway then: the question can be asked again when the build is complete.
 */
export function requireIndex({ shape }: Build, { where, sort }: Pick<CheckedQuery, 'where'> & { sort?: string }): void {
  const missing = where.map(([name]) => name).filter((name) => !shape.filters.includes(name));
  if (sort !== undefined && !shape.sorts.includes(sort)) missing.push(sort);
  if (missing.length > 0) throw new DependencyAway(`The index for ${missing.join(', ')} is still being built.`);
}
