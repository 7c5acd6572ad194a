import type { Condition, Query, ReadModel, Scalar, Total } from '@rollcall/event-sourcing';

/** One page of a list. */
export type ListPage<View> = Readonly<{ items: readonly View[]; next?: string; total: Total }>;

/** Reads one page of a read model, and how many there are. */
export async function page<Row, View>(
  model: ReadModel<Row>,
  query: Query,
  view: (row: Row) => View,
): Promise<ListPage<View>> {
  const { scope, where, search } = query;
  const counted = { scope, ...(where && { where }), ...(search !== undefined && { search }) };
  const [{ rows, next }, total] = await Promise.all([model.find(query), model.count(counted)]);
  return { items: rows.map(view), ...(next !== undefined && { next }), total };
}

/** What a query parameter asks of a filter: any of several values, or just one; absent ones ask nothing. */
export function conditions(
  asked: Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>,
): Readonly<Record<string, Condition>> {
  const given = Object.entries(asked).filter(
    (entry): entry is [string, Scalar | readonly Scalar[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, isSeveral(value) ? { in: value } : value]));
}

const isSeveral = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] => Array.isArray(value);

/** The parts of a list's question that every list has. */
export function paging(
  query: Readonly<{ limit: number; after?: string; sort?: string; q?: string }>,
): Omit<Query, 'scope'> {
  const { limit, after, sort, q } = query;
  return {
    limit,
    ...(after !== undefined && { after }),
    ...(sort !== undefined && { sort }),
    ...(q !== undefined && { search: q }),
  };
}
