import type { CheckedQuery, DocumentFields, Page, Place, Total, Turns } from '@rollcall/event-sourcing';
import {
  SLICE_MS,
  compareKeys,
  countLimit,
  examinedLimit,
  matchesQuery,
  readTaggedJson,
} from '@rollcall/event-sourcing';
import type { BuildReader, Candidate, Walk } from './build-reader.js';
import { firstSort } from './index-entries.js';
import { planQuery, rangesOf, requireIndex } from './query-plan.js';
import type { QueryPlan } from './query-plan.js';

type Conditions = Pick<CheckedQuery, 'scope' | 'where' | 'words'>;
type WalkPlan = Extract<QueryPlan, { kind: 'walk' }>;

/** One page of one build, in slices of the event loop (KRN-15). */
export async function readPage(turns: Turns, reader: BuildReader, query: CheckedQuery): Promise<Page<object>> {
  requireIndex(reader.build, query);
  const found = await turns.run(() => {
    const scope = reader.scope(query.scope);
    if (!scope) return { rows: [], examined: 0 };
    const plan = planQuery(reader, scope.id, query);
    if (plan.kind === 'gather') return gatheredPage(reader, plan.numbers, query);
    const pages = new WalkingPage(reader, scope.id, plan, query);
    // A plain page ends within the turn that planned it.
    return pages.step() ?? pages;
  });
  if (!(found instanceof WalkingPage)) return found;
  for (;;) {
    const page = await turns.run(() => found.step());
    if (page) return page;
  }
}

function gatheredPage(reader: BuildReader, numbers: ReadonlySet<number>, query: CheckedQuery): Page<object> {
  const { after, descending, limit, sort } = query;
  const order = (left: Place, right: Place): number => comparePlaces(left, right) * (descending ? -1 : 1);
  const rows = reader
    .documents(numbers, sort)
    .filter((row) => matchesQuery(query, row.parsed) && (!after || order(row, after) > 0))
    .toSorted(order);
  return pageOf(rows.slice(0, limit), numbers.size, query, rows.length > limit ? rows[limit - 1] : undefined);
}

const comparePlaces = (left: Place, right: Place): number =>
  compareKeys(left.key, right.key) || compareKeys(left.id, right.id);

/** A page that is read along the index; each step is one turn's worth. */
class WalkingPage {
  readonly #rows: Candidate[] = [];
  readonly #walk: Walk;
  #last: Place | undefined;
  #examined = 0;

  constructor(
    private readonly reader: BuildReader,
    scope: number,
    private readonly plan: WalkPlan,
    private readonly query: CheckedQuery,
  ) {
    this.#walk = walkOf(reader, scope, plan, query);
    this.#last = query.after;
  }

  /** The page when it is done. One row more than asked for is looked for, to know whether there is a next page. */
  step(): Page<object> | undefined {
    const { limit } = this.query;
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      const size = Math.min(isPlain(this.plan) ? limit + 1 : chunkSize, examinedLimit - this.#examined);
      const chunk = this.reader.walk(this.#walk, this.#last, size);
      for (const candidate of chunk) {
        this.#examined += 1;
        if (!meetsRest(this.plan, candidate)) continue;
        if (this.#rows.length === limit) return this.#page(this.#rows[limit - 1]);
        this.#rows.push(candidate);
      }
      this.#last = chunk.at(-1) ?? this.#last;
      if (chunk.length < size) return this.#page(undefined);
      if (this.#examined >= examinedLimit) return this.#page(this.#last);
    }
    return undefined;
  }

  #page(end: Place | undefined): Page<object> {
    return pageOf(this.#rows, this.#examined, this.query, end);
  }
}

/** Counts as far as it is worth knowing: exactly without conditions, else to 10,000. */
export async function countMatches(turns: Turns, reader: BuildReader, query: Conditions): Promise<Total> {
  // No order is asked for: the one that the filters are indexed in.
  const ordered = { ...query, sort: reader.build.shape.sorts[firstSort] ?? '' };
  requireIndex(reader.build, ordered);
  const start = await turns.run(() => {
    const scope = reader.scope(query.scope);
    if (!scope) return { count: 0 };
    const [ranges, ...others] = rangesOf(reader.build.shape, query);
    if (!ranges) return { exactly: scope.documents };
    if (others.length === 0) return { count: reader.numbers(scope.id, ranges, countLimit + 1).size };
    const plan = planQuery(reader, scope.id, ordered);
    if (plan.kind === 'walk') return { scope: scope.id, plan };
    const documents = reader.documents(plan.numbers, '');
    return { count: documents.filter(({ parsed }) => matchesQuery(query, parsed)).length };
  });
  if (start.exactly !== undefined) return { count: start.exactly, more: false };
  const count = start.plan ? await countAlong(turns, reader, start) : start.count;
  return { count: Math.min(count, countLimit), more: count > countLimit };
}

async function countAlong(
  turns: Turns,
  reader: BuildReader,
  { scope, plan }: { scope: number; plan: WalkPlan },
): Promise<number> {
  const walk = walkOf(reader, scope, plan, { sort: reader.build.shape.sorts[firstSort] ?? '', descending: false });
  let last: Place | undefined;
  for (let count = 0; ;) {
    const chunk = await turns.run(() => reader.walk(walk, last, chunkSize));
    count += chunk.filter((candidate) => meetsRest(plan, candidate)).length;
    last = chunk.at(-1);
    if (chunk.length < chunkSize || count > countLimit) return count;
  }
}

/** Documents looked at between two glances at the time. */
const chunkSize = 250;

const isPlain = ({ rest }: WalkPlan): boolean => rest.where.length + rest.words.length === 0;

const meetsRest = (plan: WalkPlan, { fields }: Candidate): boolean =>
  isPlain(plan) || matchesQuery(plan.rest, JSON.parse(fields) as DocumentFields);

function walkOf(
  reader: BuildReader,
  scope: number,
  { filter, value }: WalkPlan,
  { sort, descending }: Pick<CheckedQuery, 'sort' | 'descending'>,
): Walk {
  return { scope, sort: reader.build.shape.sorts.indexOf(sort), filter, value, descending };
}

function pageOf(
  rows: readonly Candidate[],
  examined: number,
  { cursor }: CheckedQuery,
  end: Place | undefined,
): Page<object> {
  const documents = rows.map(({ doc }) => readTaggedJson(doc) as object);
  return { rows: documents, examined, ...(end && { next: cursor({ key: end.key, id: end.id }) }) };
}
