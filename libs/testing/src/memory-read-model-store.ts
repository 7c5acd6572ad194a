import {
  CheckpointConflict,
  StoreClosed,
  checkConditions,
  checkQuery,
  compareKeys,
  countLimit,
  documentFields,
  examinedLimit,
  matchesQuery,
  scopeText,
  type CheckedQuery,
  type ComposedRow,
  type DocumentFields,
  type Facet,
  type Page,
  type Place as PlaceInSort,
  type Position,
  type ReadModel,
  type ReadModelDeclaration,
  type ReadModelStore,
  type Stored,
  type Target,
} from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';

type Entry = Stored<object> & Readonly<{ fields: DocumentFields | undefined }>;
type Build = {
  readonly name: string;
  readonly declaration: ReadModelDeclaration<object>;
  readonly documents: Map<string, Entry>;
  readonly facets: Map<string, Facet>;
  readonly joined: Map<string, ComposedRow<object>['joined']>;
  checkpoint: Position | 'start';
  complete: boolean;
};

/** The read-model store port over maps, for property tests that need thousands of steps a second. */
export function createMemoryReadModelStore(): ReadModelStore {
  return new MemoryReadModelStore();
}

class MemoryReadModelStore implements ReadModelStore {
  readonly #builds = new Map<string, Build>();
  #closed = false;

  async open<Doc extends object>(declaration: ReadModelDeclaration<Doc>): Promise<ReadModel<Doc>> {
    this.#checkOpen();
    const known = declaration as unknown as ReadModelDeclaration<object>;
    const existing = this.#builds.get(keyOf(known));
    if (existing && shapeOf(existing.declaration) !== shapeOf(known)) {
      throw new Error(`${keyOf(known)} was built with other filters or sorts: raise its version.`);
    }
    if (!existing) this.#builds.set(keyOf(known), emptyBuild(known));
    const model: ReadModel<object> = {
      get: async (scope, id) => {
        const entry = this.#served(known).documents.get(id);
        return entry?.fields?.scope === scopeText(scope) ? entry.doc : undefined;
      },
      find: async (query) => pageOf(this.#served(known), checkQuery(known, query)),
      count: async (query) => {
        const { where, words, ...checked } = checkConditions(known, query);
        const { length } = matching(this.#served(known), { where, words, ...checked });
        const exact = where.length + words.length === 0 || length <= countLimit;
        return { count: exact ? length : countLimit, more: !exact };
      },
    };
    return model as ReadModel<Doc>;
  }

  async buildOf(target: Target): Promise<string> {
    return this.#build(target).name;
  }

  async complete(target: Target): Promise<void> {
    this.#build(target).complete = true;
    for (const [key, { declaration }] of this.#builds) {
      if (declaration.name === target.name && declaration.version < target.version) this.#builds.delete(key);
    }
  }

  async checkpoint(target: Target): Promise<Position | 'start'> {
    return this.#build(target).checkpoint;
  }

  async load(target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, Stored<object>>> {
    const { documents } = this.#build(target);
    const found = ids.flatMap((id) => {
      const entry = documents.get(id);
      return entry ? [[id, { doc: entry.doc, at: entry.at }] as const] : [];
    });
    return new Map(found);
  }

  async save(target: Target, { from, to, documents }: Parameters<ReadModelStore['save']>[1]): Promise<void> {
    const build = this.#build(target);
    if (build.checkpoint !== from) throw new CheckpointConflict(`The checkpoint is at ${build.checkpoint}.`);
    for (const [id, { doc, at }] of documents) {
      const stored = build.documents.get(id);
      if (!stored || stored.at < at) build.documents.set(id, entryOf(build, doc, at));
    }
    build.checkpoint = to;
  }

  async putFacets(target: Target, facets: readonly Facet[]): Promise<readonly Facet[]> {
    const stored = this.#build(target).facets;
    return facets.filter((facet) => {
      const name = facetKey(facet.kind, facet.key);
      const known = stored.get(name);
      if (known && known.version >= facet.version) return false;
      stored.set(name, facet);
      return true;
    });
  }

  async facets(target: Target, kind: string, keys: readonly string[]): Promise<readonly Facet[]> {
    const { facets } = this.#build(target);
    return keys.flatMap((key) => facets.get(facetKey(kind, key)) ?? []);
  }

  async facetVersions(target: Target, kind: string, keys: readonly string[]) {
    const facets = await this.facets(target, kind, keys);
    return new Map(facets.map(({ key, version }) => [key, version]));
  }

  async rowsJoinedBy(target: Target, kind: string, keys: readonly string[], after = ''): Promise<readonly string[]> {
    const wanted = new Set(keys);
    const rows = [...this.#build(target).joined].filter(
      ([id, joined]) => id > after && joined.some((join) => join.kind === kind && wanted.has(join.key)),
    );
    return rows
      .map(([id]) => id)
      .sort()
      .slice(0, 1_000);
  }

  async putRows(target: Target, rows: readonly ComposedRow<object>[]): Promise<void> {
    const build = this.#build(target);
    for (const { id, row, joined } of rows) {
      build.joined.set(id, joined);
      if (row) build.documents.set(id, entryOf(build, row, '' as Position));
      else build.documents.delete(id);
    }
  }

  /** What was replaced is gone with its last reader. */
  async scrub(): Promise<void> {}

  async close(): Promise<void> {
    this.#closed = true;
  }

  #checkOpen(): void {
    if (this.#closed) throw new StoreClosed('The read model store is closed.');
  }

  #build(target: Target): Build {
    this.#checkOpen();
    const build = this.#builds.get(keyOf(target));
    if (!build) throw new Error(`${keyOf(target)} is not open.`);
    return build;
  }

  #served({ name, version }: Target): Build {
    const own = this.#build({ name, version });
    const older = [...this.#builds.values()].filter(
      ({ declaration, complete }) => declaration.name === name && declaration.version < version && complete,
    );
    return own.complete ? own : (older.toSorted((a, b) => b.declaration.version - a.declaration.version)[0] ?? own);
  }
}

const keyOf = ({ name, version }: Target): string => `${name} v${version}`;
const facetKey = (kind: string, key: string): string => `${kind}/${key}`;
const shapeOf = ({ filters, sorts }: ReadModelDeclaration<object>): string =>
  JSON.stringify([Object.keys(filters), Object.keys(sorts)]);

const emptyBuild = (declaration: ReadModelDeclaration<object>): Build => ({
  name: randomUUID(),
  declaration,
  documents: new Map(),
  facets: new Map(),
  joined: new Map(),
  checkpoint: 'start',
  complete: false,
});

const entryOf = ({ declaration }: Build, doc: object | undefined, at: Position): Entry => ({
  doc,
  at,
  fields: doc && documentFields(declaration, doc),
});

type Match = Readonly<{ id: string; doc: object; fields: DocumentFields }>;

function matching({ documents }: Build, query: Pick<CheckedQuery, 'scope' | 'where' | 'words'>): readonly Match[] {
  return [...documents].flatMap(([id, { doc, fields }]) =>
    doc && fields?.scope === query.scope && matchesQuery(query, fields) ? [{ id, doc, fields }] : [],
  );
}

function pageOf(build: Build, query: CheckedQuery): Page<object> {
  const { after, cursor, descending, limit, sort } = query;
  const order = (left: PlaceInSort, right: PlaceInSort): number =>
    (compareKeys(left.key, right.key) || compareKeys(left.id, right.id)) * (descending ? -1 : 1);
  // What is looked at is bounded as on the engines, so that a caller meets partial pages here as well.
  const examined = matching(build, { scope: query.scope, where: [], words: [] })
    .map((match) => ({ ...match, key: match.fields.sorts[sort] ?? '' }))
    .filter((match) => !after || order(match, after) > 0)
    .toSorted(order);
  const looked = examined.slice(0, examinedLimit);
  const rows = looked.filter(({ fields }) => matchesQuery(query, fields));
  const page = { rows: rows.slice(0, limit).map(({ doc }) => doc), examined: looked.length };
  const last = rows.length > limit ? rows[limit - 1] : looked.length < examined.length ? looked.at(-1) : undefined;
  return last ? { ...page, next: cursor({ key: last.key, id: last.id }) } : page;
}
