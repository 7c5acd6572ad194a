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
  Target,
  Total,
} from '@rollcall/event-sourcing';
import { StoreClosed, checkConditions, checkQuery, scopeText } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase } from '@rollcall/sqlite';
import { BuildReader } from './build-reader.js';
import type { Build } from './builds.js';
import { Builds, buildMigrations } from './builds.js';
import { DocumentTable } from './document-table.js';
import { FacetReader, FacetTable } from './facet-table.js';
import { countMatches, readPage } from './read-pages.js';
import { WriteQueue } from './write-queue.js';

/** Where read models lie and who gives their work its turns. */
export type SqliteReadModelOptions = Readonly<{
  /** One file for all read models of a service. */
  file: string;
  scheduler: Scheduler;
  /** The time in ms, for the age of tombstones; a test brings its own. */
  now?: () => number;
}>;

/** What is open of one build: it is written and read through here. */
type OpenBuild = Readonly<{
  build: Build;
  declaration: ReadModelDeclaration<object>;
  documents: DocumentTable;
  facets: FacetTable;
  facetReader: FacetReader;
  reader: BuildReader;
}>;

/** What is done with each item, before every step, and at the end. */
type WriteSteps<T> = { before?: () => void; write: (item: T) => void; after?: () => void };

/** Items written between two looks at the time. */
const itemsAStep = 16;
/** A document that was removed this long ago cannot be met by an older event any more, ms. */
const tombstoneAge = 24 * 60 * 60 * 1_000;
/** Keys looked up in one piece of work. */
const lookUpSize = 250;

/** Read models in one SQLite file: written through one connection, read through another (KRN-07, KRN-08, KRN-15). */
export function createSqliteReadModelStore(options: SqliteReadModelOptions): ReadModelStore {
  return new SqliteReadModelStore(options);
}

class SqliteReadModelStore implements ReadModelStore {
  readonly #scheduler: Scheduler;
  readonly #now: () => number;
  readonly #writer: DatabaseSync;
  readonly #reading: DatabaseSync;
  readonly #builds: Builds;
  readonly #writes: WriteQueue;
  readonly #open = new Map<string, OpenBuild>();
  readonly #readers = new Map<number, BuildReader>();
  readonly #reads = new Set<Promise<unknown>>();
  #closed = false;

  constructor({ file, scheduler, now = Date.now }: SqliteReadModelOptions) {
    this.#scheduler = scheduler;
    this.#now = now;
    this.#writer = openDatabase({ file, synchronous: 'NORMAL', migrations: buildMigrations });
    this.#reading = openDatabase({ file, synchronous: 'NORMAL', migrations: buildMigrations });
    // The upper levels of 100,000 people's index are touched again and again: 64 MiB hold them.
    this.#reading.exec('PRAGMA query_only = ON; PRAGMA cache_size = -65536;');
    // Entries of one document lie all over the index: moving them out of the log every 4 MiB, as is usual, writes the same
    // pages again and again; every 32 MiB takes half the time.
    this.#writer.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;');
    this.#builds = new Builds(this.#writer);
    this.#writes = new WriteQueue(this.#writer, scheduler);
  }

  async open<Doc extends object>(declaration: ReadModelDeclaration<Doc>): Promise<ReadModel<Doc>> {
    // Only documents of this declaration are ever handed to its functions.
    const known = declaration as unknown as ReadModelDeclaration<object>;
    await this.#run(() => this.#prepare(known));
    const model: ReadModel<object> = {
      get: (scope, id) => this.#get(known, scope, id),
      find: (query) => this.#find(known, query),
      count: (query) => this.#count(known, query),
    };
    return model as ReadModel<Doc>;
  }

  buildOf(target: Target): Promise<string> {
    return this.#run(() => this.#opened(target).build.uid);
  }

  async complete(target: Target): Promise<void> {
    await this.#run(() => this.#builds.complete(this.#opened(target).build));
    // Pages that are being read of an older build end first.
    await Promise.allSettled(this.#reads);
    await this.#run(() => this.#builds.dropBelow(target));
  }

  checkpoint(target: Target): Promise<Position | 'start'> {
    return this.#run(() => (this.#builds.checkpoint(this.#opened(target).build) ?? 'start') as Position | 'start');
  }

  async load(target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, Stored<object>>> {
    const { reader } = this.#opened(target);
    return new Map(await this.#inChunks(ids, (chunk) => reader.stored(chunk)));
  }

  async save(target: Target, { from, to, documents }: Parameters<ReadModelStore['save']>[1]): Promise<void> {
    const { build, documents: table } = this.#opened(target);
    const expected = from === 'start' ? null : from;
    await this.#write([...documents], {
      // Checked in every step: an overtaken runner writes nothing more.
      before: () => this.#builds.expect(build, expected),
      write: ([id, { doc, at }]) => table.put(id, doc, at, this.#now()),
      after: () => {
        table.sweep(this.#now() - tombstoneAge);
        this.#builds.move(build, to);
      },
    });
  }

  async putFacets(target: Target, facets: readonly Facet[]): Promise<readonly Facet[]> {
    const { facets: table } = this.#opened(target);
    const changed: Facet[] = [];
    await this.#write(facets, {
      durable: true,
      write: (facet) => {
        if (table.put(facet)) changed.push(facet);
      },
    });
    return changed;
  }

  facets(target: Target, kind: string, keys: readonly string[]): Promise<readonly Facet[]> {
    const { facetReader } = this.#opened(target);
    return this.#inChunks(keys, (chunk) => facetReader.facets(kind, chunk));
  }

  async facetVersions(target: Target, kind: string, keys: readonly string[]) {
    const { facetReader } = this.#opened(target);
    return new Map(await this.#inChunks(keys, (chunk) => facetReader.versions(kind, chunk)));
  }

  rowsJoinedBy(target: Target, kind: string, keys: readonly string[], after = ''): Promise<readonly string[]> {
    const { facetReader } = this.#opened(target);
    return this.#run(() => facetReader.rowsJoinedBy(kind, keys, after, 1_000));
  }

  async putRows(target: Target, rows: readonly ComposedRow<object>[]): Promise<void> {
    const { documents, facets } = this.#opened(target);
    await this.#write(rows, {
      durable: true,
      write: ({ id, row, joined }) => {
        facets.join(id, joined);
        documents.replace(id, row);
      },
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#reads);
    this.#reading.close();
    this.#writer.close();
  }

  #prepare(declaration: ReadModelDeclaration<object>): void {
    const key = keyOf(declaration);
    const build = this.#builds.prepare(declaration);
    if (this.#open.has(key)) return;
    this.#open.set(key, {
      build,
      declaration,
      documents: new DocumentTable(this.#writer, build, declaration),
      facets: new FacetTable(this.#writer, build),
      facetReader: new FacetReader(this.#reading, build),
      reader: this.#readerOf(build),
    });
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
    return this.#read(() => this.#scheduler.ahead.run(() => this.#served(declaration).get(scopeText(scope), id)));
  }

  #find(declaration: ReadModelDeclaration<object>, query: Query): Promise<Page<object>> {
    return this.#read(async () => {
      const checked = checkQuery(declaration, query);
      return readPage(this.#scheduler.ahead, this.#served(declaration), checked);
    });
  }

  #count(declaration: ReadModelDeclaration<object>, query: Parameters<ReadModel<object>['count']>[0]): Promise<Total> {
    return this.#read(async () => {
      const checked = checkConditions(declaration, query);
      return countMatches(this.#scheduler.ahead, this.#served(declaration), checked);
    });
  }

  /** Runs one piece of work in its turn. */
  #run<T>(work: () => T): Promise<T> {
    return this.#read(() => this.#scheduler.run(work));
  }

  /** Everything under way is waited for when the store closes. */
  #read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreClosed('The read model store is closed.'));
    const read = work();
    this.#reads.add(read);
    const done = (): void => void this.#reads.delete(read);
    read.then(done, done);
    return read;
  }

  async #inChunks<T>(keys: readonly string[], look: (chunk: readonly string[]) => readonly T[]): Promise<T[]> {
    const found: T[] = [];
    for (let start = 0; start < keys.length; start += lookUpSize) {
      found.push(...(await this.#run(() => look(keys.slice(start, start + lookUpSize)))));
    }
    return found;
  }

  /**
   * Writes items a few at a time. `durable` writes are synced at the end: a group's offsets lie in another file, which must
   * not remember messages whose facets a power cut took away.
   */
  #write<T>(
    items: readonly T[],
    { durable = false, before, write, after }: Readonly<WriteSteps<T> & { durable?: boolean }>,
  ): Promise<void> {
    let next = 0;
    const step = (): boolean => {
      before?.();
      for (const item of items.slice(next, (next += itemsAStep))) write(item);
      const last = next >= items.length;
      if (last) after?.();
      return last;
    };
    return this.#read(() => this.#writes.write({ durable, step }));
  }
}

const keyOf = ({ name, version }: Target): string => `${name} v${version}`;
