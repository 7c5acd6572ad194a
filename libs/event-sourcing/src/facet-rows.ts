import type { Composition, Facet } from './facet.js';
import type { ComposedRow, ReadModelStore, Target } from './read-model.js';

/** What rows are composed from, and where it is kept. */
export type RowPorts<Row extends object> = Readonly<{
  composition: Composition<Row>;
  store: Pick<ReadModelStore, 'facets' | 'facetVersions' | 'putRows'>;
}>;

type Looked = Map<string, Map<string, bigint | undefined>>;
type Draft = Readonly<{ id: string; found: Map<string, Facet[]>; joined: { kind: string; key: string }[] }>;

/**
 * Composes rows from the facets stored now and writes them (KRN-08). Another instance may store a facet in between: what
 * was looked at is looked at again after writing, and the rows are composed anew until nothing has moved.
 */
export async function composeRows<Row extends object>(
  ports: RowPorts<Row>,
  ids: readonly string[],
): Promise<readonly ComposedRow<Row>[]> {
  for (;;) {
    const looked: Looked = new Map();
    const drafts = await joinFacets(ports, ids, looked);
    const rows = drafts.map((draft) => compose(ports.composition, draft));
    await ports.store.putRows(ports.composition, rows);
    if (await unmoved(ports, looked)) return rows;
  }
}

/** Resolves the join keys kind by kind, in declared order, for all rows together: one look-up a kind. */
async function joinFacets<Row extends object>(
  { composition, store }: RowPorts<Row>,
  ids: readonly string[],
  looked: Looked,
): Promise<readonly Draft[]> {
  const drafts: readonly Draft[] = ids.map((id) => ({ id, found: new Map(), joined: [] }));
  const join = async (kind: string, keysOf: (draft: Draft) => readonly string[]): Promise<void> => {
    const wanted = drafts.map((draft) => [draft, [...new Set(keysOf(draft))]] as const);
    const facets = await lookUp(
      { store, target: composition, looked },
      kind,
      wanted.flatMap(([, keys]) => keys),
    );
    for (const [{ found }, keys] of wanted) {
      const present = keys.flatMap((key) => facets.get(key) ?? []).filter(({ state }) => state !== undefined);
      if (present.length > 0) found.set(kind, [...(found.get(kind) ?? []), ...present]);
    }
  };
  await join(composition.rowOf, ({ id }) => [id]);
  for (const [kind, keysOf] of Object.entries(composition.joins)) {
    await join(kind, ({ id, found, joined }) => {
      // Without the facet that makes the row exist there is nothing to join; that facet's arrival composes the row.
      const keys = found.has(composition.rowOf) ? keysOf(found, id) : [];
      joined.push(...[...new Set(keys)].map((key) => ({ kind, key })));
      return keys;
    });
  }
  return drafts;
}

async function lookUp(
  { store, target, looked }: { store: Pick<ReadModelStore, 'facets'>; target: Target; looked: Looked },
  kind: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Facet>> {
  const unique = [...new Set(keys)];
  const facets = new Map((await store.facets(target, kind, unique)).map((facet) => [facet.key, facet]));
  const versions = looked.get(kind) ?? new Map<string, bigint | undefined>();
  for (const key of unique) versions.set(key, facets.get(key)?.version);
  looked.set(kind, versions);
  return facets;
}

function compose<Row extends object>(composition: Composition<Row>, { id, found, joined }: Draft): ComposedRow<Row> {
  return { id, row: found.has(composition.rowOf) ? composition.compose(found, id) : undefined, joined };
}

async function unmoved<Row extends object>({ composition, store }: RowPorts<Row>, looked: Looked): Promise<boolean> {
  for (const [kind, versions] of looked) {
    const now = await store.facetVersions(composition, kind, [...versions.keys()]);
    for (const [key, version] of now) if (versions.get(key) !== version) return false;
  }
  return true;
}
