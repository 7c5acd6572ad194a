import type {
  ComposedRow,
  Facet,
  Position,
  ReadModel,
  ReadModelDeclaration,
  ReadModelStore,
  Stored,
  StreamVersion,
  Target,
} from '@rollcall/event-sourcing';
import { StoreClosed, checkConditions, checkQuery, scopeText } from '@rollcall/event-sourcing';
import { BuildReader } from './build-reader.js';
import type { Build } from './builds.js';
import { Builds, keyOf } from './builds.js';
import { DocumentCollection } from './document-collection.js';
import { FacetCollection } from './facet-collection.js';
import type { MongoDatabase } from './mongo-connection.js';
import { countMatches, readPage } from './read-pages.js';

/** Where read models lie. */
export type MongoReadModelOptions = Readonly<{
  /** One database for all stores of a service. */
  database: MongoDatabase;
  /** The time in ms, for the age of tombstones; a test brings its own. */
  now?: () => number;
}>;

/** What is open of one build: it is written through here. */
type OpenBuild = Readonly<{ build: Build; documents: DocumentCollection; facets: FacetCollection }>;

/** A document that was removed this long ago cannot be met by an older event any more, ms. */
const tombstoneAge = 24 * 60 * 60 * 1_000;
/** Between two looks for old tombstones, ms. */
const sweepEvery = 60 * 1_000;
/** How long a build stays beside the complete newer one, ms: instances of the release before go on with it until they end. */
const replacedStay = 10 * 60 * 1_000;

/**
 * Read models in a MongoDB database, shared by all instances of a service (KRN-07, KRN-08, KRN-15). Nothing needs a
 * transaction or a replica set: each document is guarded by its own position or version, and the checkpoint is moved last.
 */
export function createMongoReadModelStore(options: MongoReadModelOptions): ReadModelStore {
  return new MongoReadModelStore(options);
}

class MongoReadModelStore implements ReadModelStore {
  readonly #database: MongoDatabase;
  readonly #builds: Builds;
  readonly #now: () => number;
  readonly #open = new Map<string, OpenBuild>();
  /** The build each open read model was last read from. */
  readonly #served = new Map<string, Build>();
  readonly #underWay = new Set<Promise<unknown>>();
  #nextSweep = 0;
  #nextDrop = 0;
  #closed = false;

  constructor({ database, now = Date.now }: MongoReadModelOptions) {
    this.#database = database;
    this.#builds = new Builds(database);
    this.#now = now;
  }

  async open<Doc extends object>(declaration: ReadModelDeclaration<Doc>): Promise<ReadModel<Doc>> {
    // Only documents of this declaration are ever handed to its functions.
    const known = declaration as unknown as ReadModelDeclaration<object>;
    await this.#run(() => this.#prepare(known));
    const model: ReadModel<object> = {
      get: (scope, id) => this.#read(known, (reader) => reader.get(scopeText(scope), id)),
      find: async (query) => {
        const checked = checkQuery(known, query);
        return this.#read(known, (reader) => readPage(reader, checked));
      },
      count: async (query) => {
        const checked = checkConditions(known, query);
        return this.#read(known, (reader) => countMatches(reader, checked));
      },
    };
    return model as ReadModel<Doc>;
  }

  buildOf(target: Target): Promise<string> {
    return this.#run(async () => this.#opened(target).build.uid);
  }

  complete(target: Target): Promise<void> {
    return this.#run(async () => {
      const { build } = this.#opened(target);
      await this.#builds.complete(build, this.#now());
      await this.#dropReplaced([build], replacedStay);
    });
  }

  checkpoint(target: Target): Promise<Position | 'start'> {
    return this.#run(async () => this.#builds.checkpoint(this.#opened(target).build));
  }

  load(target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, Stored<object>>> {
    return this.#run(async () => this.#opened(target).documents.load(ids));
  }

  /** The documents first, the checkpoint last: what a crash leaves in between is written again and changes nothing. */
  save(target: Target, { from, to, documents }: Parameters<ReadModelStore['save']>[1]): Promise<void> {
    return this.#run(async () => {
      const open = this.#opened(target);
      await this.#builds.expect(open.build, from);
      await open.documents.put(documents, new Date(this.#now()));
      await this.#builds.move(open.build, from, to);
      await this.#sweep(open);
      await this.#dropNowAndThen();
    });
  }

  putFacets(target: Target, facets: readonly Facet[]): Promise<readonly Facet[]> {
    return this.#run(async () => {
      const open = this.#opened(target);
      await this.#builds.require(open.build);
      return open.facets.put(facets);
    });
  }

  facets(target: Target, kind: string, keys: readonly string[]): Promise<readonly Facet[]> {
    return this.#run(async () => this.#opened(target).facets.get(kind, keys));
  }

  facetVersions(target: Target, kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, StreamVersion>> {
    return this.#run(async () => this.#opened(target).facets.versions(kind, keys));
  }

  rowsJoinedBy(target: Target, kind: string, keys: readonly string[], after = ''): Promise<readonly string[]> {
    return this.#run(async () => this.#opened(target).documents.joinedBy(kind, keys, after));
  }

  putRows(target: Target, rows: readonly ComposedRow<object>[]): Promise<void> {
    return this.#run(async () => {
      const open = this.#opened(target);
      await this.#builds.require(open.build);
      await open.documents.replace(rows);
      await this.#dropNowAndThen();
    });
  }

  /**
   * Nobody may be left to keep replaced builds free of whom was erased: they go at once. The server's files are the server's:
   * what was replaced lies in its journal until that is written over.
   */
  scrub(): Promise<void> {
    return this.#run(async () => {
      await this.#dropReplaced(this.#builtHere(), 0);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
  }

  async #prepare(declaration: ReadModelDeclaration<object>): Promise<void> {
    const build = await this.#builds.prepare(declaration);
    const documents = new DocumentCollection(this.#database, build, declaration);
    await documents.prepare();
    this.#open.set(keyOf(declaration), { build, documents, facets: new FacetCollection(this.#database, build) });
  }

  #opened(target: Target): OpenBuild {
    const open = this.#open.get(keyOf(target));
    if (!open) throw new Error(`${keyOf(target)} is not open.`);
    return open;
  }

  /** Documents of a build that is dropped meanwhile are missing: what was read counts if the build is served still. */
  #read<T>(declaration: Target, read: (reader: BuildReader) => Promise<T>): Promise<T> {
    return this.#run(async () => {
      let build = this.#served.get(keyOf(declaration)) ?? (await this.#builds.served(declaration));
      for (;;) {
        const [answer] = await Promise.allSettled([read(new BuildReader(this.#database, build))]);
        const served = await this.#builds.served(declaration);
        this.#served.set(keyOf(declaration), served);
        if (served.uid !== build.uid) build = served;
        else if (answer.status === 'fulfilled') return answer.value;
        else throw answer.reason;
      }
    });
  }

  async #sweep({ documents }: OpenBuild): Promise<void> {
    const now = this.#now();
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + sweepEvery;
    await documents.sweep(new Date(now - tombstoneAge));
  }

  async #dropNowAndThen(): Promise<void> {
    const now = this.#now();
    if (now < this.#nextDrop) return;
    this.#nextDrop = now + sweepEvery;
    await this.#dropReplaced(this.#builtHere(), replacedStay);
  }

  /** Drops what is older than builds that have been complete for so long, ms. */
  async #dropReplaced(builds: readonly Build[], afterMs: number): Promise<void> {
    for (const build of builds) {
      const completedAt = await this.#builds.completedAt(build);
      if (completedAt !== undefined && this.#now() - completedAt >= afterMs) await this.#builds.dropBelow(build);
    }
  }

  #builtHere(): readonly Build[] {
    return [...this.#open.values()].map(({ build }) => build);
  }

  /** Everything under way is waited for when the store closes. */
  #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreClosed('The read model store is closed.'));
    const running = work();
    this.#underWay.add(running);
    const done = (): void => void this.#underWay.delete(running);
    running.then(done, done);
    return running;
  }
}
