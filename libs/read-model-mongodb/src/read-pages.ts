import type { CheckedQuery, Page, Total } from '@rollcall/event-sourcing';
import { compareKeys, countLimit, examinedLimit, readTaggedJson } from '@rollcall/event-sourcing';
import type { BuildReader, Candidate } from './build-reader.js';
import { meets } from './build-reader.js';
import { isRange } from './index-entries.js';
import type { Filter } from './mongo-collection.js';
import type { Conditions, QueryPlan } from './query-plan.js';
import { filtersOf, planQuery, requireIndex } from './query-plan.js';

/** One page of one build (KRN-15). */
export async function readPage(reader: BuildReader, query: CheckedQuery): Promise<Page<object>> {
  requireIndex(reader.build, query);
  const plan = await planQuery(reader, query);
  return plan.kind === 'walk' ? walkedPage(reader, plan, query) : gatheredPage(plan, query);
}

/** Counts as far as it is worth knowing: exactly without conditions, else to 10,000. */
export async function countMatches(reader: BuildReader, conditions: Conditions): Promise<Total> {
  requireIndex(reader.build, conditions);
  const filters = filtersOf(reader.build.shape, conditions);
  if (filters.length === 0) return { count: await reader.total(conditions.scope), more: false };
  const [first = {}, ...others] = filters;
  const filter = others.length === 0 ? first : { $and: filters };
  const exact = conditions.where.every(([, condition]) => !isRange(condition));
  const count = exact ? await reader.count(filter, countLimit + 1) : await countChecked(reader, filter, conditions);
  return { count: Math.min(count, countLimit), more: count > countLimit };
}

async function countChecked(reader: BuildReader, filter: Filter, conditions: Conditions): Promise<number> {
  let count = 0;
  for await (const candidate of reader.each(filter)) {
    if (meets(conditions, candidate)) count += 1;
    if (count > countLimit) break;
  }
  return count;
}

/** One document more than asked for is looked for, to know whether there is a next page. */
async function walkedPage(
  reader: BuildReader,
  { token, rest }: Extract<QueryPlan, { kind: 'walk' }>,
  query: CheckedQuery,
): Promise<Page<object>> {
  const { sort, descending } = query;
  const plain = rest.where.length + rest.words.length === 0;
  const limit = plain ? query.limit + 1 : examinedLimit;
  const after = query.after && { after: placeOfCursor(query.after) };
  const rows: Candidate[] = [];
  let last: Candidate | undefined;
  let examined = 0;
  for await (const candidate of reader.walk({ token, sort, descending, limit, ...after })) {
    examined += 1;
    last = candidate;
    if (!meets(rest, candidate)) continue;
    if (rows.length === query.limit) return pageOf(rows, examined, query, rows.at(-1));
    rows.push(candidate);
  }
  return pageOf(rows, examined, query, examined >= examinedLimit ? last : undefined);
}

function gatheredPage({ candidates }: Extract<QueryPlan, { kind: 'gather' }>, query: CheckedQuery): Page<object> {
  const { after, descending, limit } = query;
  const order = (left: string, right: string): number => compareKeys(left, right) * (descending ? -1 : 1);
  const rows = candidates
    .filter((row) => meets(query, row) && (!after || order(row.place, placeOfCursor(after)) > 0))
    .toSorted((left, right) => order(left.place, right.place));
  return pageOf(rows.slice(0, limit), candidates.length, query, rows.length > limit ? rows[limit - 1] : undefined);
}

/** A cursor bears the place as it is stored: key and id in one. */
const placeOfCursor = ({ key }: NonNullable<CheckedQuery['after']>): string => String(key);

function pageOf(
  rows: readonly Candidate[],
  examined: number,
  { cursor }: CheckedQuery,
  end: Candidate | undefined,
): Page<object> {
  const documents = rows.map(({ doc }) => readTaggedJson(doc) as object);
  return { rows: documents, examined, ...(end && { next: cursor({ key: end.place, id: end.id }) }) };
}
