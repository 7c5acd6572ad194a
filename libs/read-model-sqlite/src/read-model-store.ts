import type {
  ComposedRow,
  Facet,
  Page,
  Position,
  Query,
  ReadModel,
  ReadModelDeclaration,
  ReadModelStore,
  Scheduler,
  Scope,
  Stored,
  StreamVersion,
  Target,
  Total,
} from '@rollcall/event-sourcing';
import {
  StoreClosed,
  checkConditions,
  checkQuery,
  scopeText,
  sortNames,
  writeTaggedJson,
} from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase } from '@rollcall/sqlite';
import { BuildReader } from './build-reader.js';
import type { Build } from './builds.js';
import { Builds, buildMigrations } from './builds.js';
import { documentText } from './document-text.js';
import { FacetReader } from './facet-reader.js';
import type { ReadModelWriter } from './read-model-writer.js';
import { countMatches, readPage } from './read-pages.js';

/** Where read models lie, who writes them, and who gives the work of reading its turns. */
export type SqliteReadModelOptions = Readonly<{
  /** One file for all read models of a service. */
  file: string;
  /** Writes this file, in this thread or another. It is closed with the store. */
  writer: ReadModelWriter;
  scheduler: Scheduler;
  /** The time in ms, for the age of tombstones; a test brings its own. */
  now?: () => number;
}>;

/** What is open of one build. */
type OpenBuild = Readonly<{ build: Build; declaration: ReadModelDeclaration<object>; facets: FacetReader }>;

/** Keys looked up, or texts written, in one piece of work. */
const pieceSize = 250;
/** To look up so few things takes less than the turn would that it waited for. */
const few = 8;

/** Read models in one SQLite file: read here, through a connection of its own (KRN-07, KRN-08, KRN-15). */
export function createSqliteReadModelStore(options: SqliteReadModelOptions): ReadModelStore {
  return new SqliteReadModelStore(options);
}

class SqliteReadModelStore implements ReadModelStore {
  readonly #scheduler: Scheduler;
  readonly #now: () => number;
  readonly #writer: ReadModelWriter;
  readonly #reading: DatabaseSync;
  readonly #builds: Builds;
  readonly #open = new Map<string, OpenBuild>();
  readonly #readers = new Map<number, BuildReader>();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  constructor({ file, writer, scheduler, now = Date.now }: SqliteReadModelOptions) {
    this.#scheduler = scheduler;
    this.#now = now;
    this.#writer = writer;
    this.#reading = openDatabase({ file, synchronous: 'NORMAL', migrations: buildMigrations });
    // The upper levels of 100,000 people's index are touched again and again: 64 MiB hold them.
    this.#reading.exec('PRAGMA query_only = ON; PRAGMA cache_size = -65536;');
    this.#builds = new Builds(this.#reading);
  }

  async open<Doc extends object>(declaration: ReadModelDeclaration<Doc>): Promise<ReadModel<Doc>> {
    // Only documents of this declaration are ever handed to its functions.
    const known = declaration as unknown as ReadModelDeclaration<object>;
    await this.#tracked(() => this.#prepare(known));
    const model: ReadModel<object> = {
      get: (scope, id) => this.#get(known, scope, id),
      find: (query) => this.#find(known, query),
      count: (query) => this.#count(known, query),
    };
    return model as ReadModel<Doc>;
  }

  async buildOf(target: Target): Promise<string> {
    return this.#opened(target).build.uid;
  }

  async complete({ name, version }: Target): Promise<void> {
    const target = { name, version };
    const { build } = this.#opened(target);
    await this.#tracked(() => this.#writer.complete(build));
    // Pages that are being read of an older build end first.
    await Promise.allSettled(this.#underWay);
    await this.#tracked(() => this.#writer.dropBelow(target));
  }

  checkpoint(target: Target): Promise<Position | 'start'> {
    return this.#run(
      target,
      () => (this.#builds.checkpoint(this.#opened(target).build) ?? 'start') as Position | 'start',
    );
  }

  async load(target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, Stored<object>>> {
    const reader = this.#readerOf(this.#opened(target).build);
    return new Map(await this.#inPieces(target, ids, (piece) => reader.stored(piece)));
  }

  async save(target: Target, { from, to, documents }: Parameters<ReadModelStore['save']>[1]): Promise<void> {
    const { build, declaration } = this.#opened(target);
    const texts = await this.#inPieces(target, [...documents], (piece) =>
      piece.map(([id, { doc, at }]) => ({ id, at, text: doc && documentText(declaration, doc) })),
    );
    const batch = { from: from === 'start' ? null : from, to, documents: texts, now: this.#now() };
    await this.#tracked(() => this.#writer.save(build, batch));
  }

  async putFacets(target: Target, facets: readonly Facet[]): Promise<readonly Facet[]> {
    const { build } = this.#opened(target);
    const texts = await this.#inPieces(target, facets, (piece) =>
      piece.map((facet) => ({ ...facet, state: facet.state === undefined ? null : writeTaggedJson(facet.state) })),
    );
    const changed = await this.#tracked(() => this.#writer.putFacets(build, texts));
    return changed.map((index) => facets[index]!);
  }

  facets(target: Target, kind: string, keys: readonly string[]): Promise<readonly Facet[]> {
    const { facets } = this.#opened(target);
    return this.#lookUp(target, keys, (piece) => facets.facets(kind, piece));
  }

  async facetVersions(
    target: Target,
    kind: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StreamVersion>> {
    const { facets } = this.#opened(target);
    return new Map(await this.#lookUp(target, keys, (piece) => facets.versions(kind, piece)));
  }

  rowsJoinedBy(target: Target, kind: string, keys: readonly string[], after = ''): Promise<readonly string[]> {
    const { facets } = this.#opened(target);
    return this.#run(target, () => facets.rowsJoinedBy(kind, keys, after, 1_000));
  }

  async putRows(target: Target, rows: readonly ComposedRow<object>[]): Promise<void> {
    const { build, declaration } = this.#opened(target);
    const texts = await this.#inPieces(target, rows, (piece) =>
      piece.map(({ id, row, joined }) => ({ id, joined, text: row && documentText(declaration, row) })),
    );
    await this.#tracked(() => this.#writer.putRows(build, texts));
  }

  scrub(): Promise<void> {
    return this.#tracked(() => this.#writer.scrub());
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    this.#reading.close();
    await this.#writer.close();
  }

  async #prepare(declaration: ReadModelDeclaration<object>): Promise<void> {
    const { name, version, filters } = declaration;
    const shape = { filters: Object.keys(filters), sorts: sortNames(declaration) };
    const build = await this.#writer.prepare({ name, version }, shape);
    const key = keyOf(declaration);
    if (!this.#open.has(key))
      this.#open.set(key, { build, declaration, facets: new FacetReader(this.#reading, build) });
  }

  #opened(target: Target): OpenBuild {
    const open = this.#open.get(keyOf(target));
    if (!open) throw new Error(`${keyOf(target)} is not open.`);
    return open;
  }

  #readerOf(build: Build): BuildReader {
    const reader = this.#readers.get(build.id) ?? new BuildReader(this.#reading, build);
    this.#readers.set(build.id, reader);
    return reader;
  }

  #served(declaration: ReadModelDeclaration<object>): BuildReader {
    return this.#readerOf(this.#builds.served(declaration) ?? this.#opened(declaration).build);
  }

  #get(declaration: ReadModelDeclaration<object>, scope: Scope, id: string): Promise<object | undefined> {
    return this.#tracked(async () => this.#served(declaration).get(scopeText(scope), id));
  }

  #find(declaration: ReadModelDeclaration<object>, query: Query): Promise<Page<object>> {
    return this.#tracked(async () => {
      const checked = checkQuery(declaration, query);
      return readPage(this.#scheduler.ahead, this.#served(declaration), checked);
    });
  }

  #count(declaration: ReadModelDeclaration<object>, query: Parameters<ReadModel<object>['count']>[0]): Promise<Total> {
    return this.#tracked(async () => {
      const checked = checkConditions(declaration, query);
      return countMatches(this.#scheduler.ahead, this.#served(declaration), checked);
    });
  }

  /** Runs one piece of work in its turn. */
  #run<T>(target: Target, work: () => T): Promise<T> {
    const turns = this.#opened(target).declaration.urgent ? this.#scheduler.ahead : this.#scheduler;
    return this.#tracked(() => turns.run(work));
  }

  /** Everything under way is waited for when the store closes. */
  #tracked<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreClosed('The read model store is closed.'));
    const done = work();
    this.#underWay.add(done);
    const over = (): void => void this.#underWay.delete(done);
    done.then(over, over);
    return done;
  }

  #lookUp<Out>(
    target: Target,
    keys: readonly string[],
    work: (piece: readonly string[]) => readonly Out[],
  ): Promise<readonly Out[]> {
    return keys.length > few ? this.#inPieces(target, keys, work) : this.#tracked(async () => work(keys));
  }

  async #inPieces<In, Out>(
    target: Target,
    items: readonly In[],
    work: (piece: readonly In[]) => readonly Out[],
  ): Promise<Out[]> {
    const all: Out[] = [];
    for (let start = 0; start < items.length; start += pieceSize) {
      all.push(...(await this.#run(target, () => work(items.slice(start, start + pieceSize)))));
    }
    return all;
  }
}

const keyOf = ({ name, version }: Target): string => `${name} v${version}`;
