import type { Position, ReadModelDeclaration, Target } from '@rollcall/event-sourcing';
import { CheckpointConflict, DependencyAway, sortNames } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';
import type { MongoCollection } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** The declared filters and sorts that a build's indexes were made for, in order: their places are stored, not their names. */
export type BuildShape = Readonly<{ filters: readonly string[]; sorts: readonly string[] }>;
/** One version of a read model; `uid` is no other build's, in this database or any. */
export type Build = Target & Readonly<{ uid: string; shape: BuildShape }>;

type BuildRecord = {
  _id: string;
  name: string;
  version: number;
  uid: string;
  shape: string;
  checkpoint: string;
  complete: boolean;
  /** When it was, ms; absent in what was completed before this was kept. */
  completedAt?: number;
};

/** What a build's collections hold: documents or rows, or facets. */
export type Content = 'documents' | 'facets';

/** The collection of a build. A build that begins anew begins in collections of its own. */
export const collectionName = ({ name, version, uid }: Build, content: Content): string =>
  `${name}.v${version}.${uid}.${content}`;

/** The registry of builds: which there are, how far they are, and which is served (KRN-07). */
export class Builds {
  readonly #records: MongoCollection<BuildRecord>;

  constructor(private readonly database: MongoDatabase) {
    this.#records = database.collection<BuildRecord>('builds', {
      name: String,
      version: Number,
      uid: String,
      shape: String,
      checkpoint: String,
      complete: Boolean,
      completedAt: Number,
    });
  }

  /** @throws Error when this version was built with other filters or sorts. */
  async prepare(declaration: ReadModelDeclaration<never>): Promise<Build> {
    const { name, version } = declaration;
    const shape = JSON.stringify({ filters: Object.keys(declaration.filters), sorts: sortNames(declaration) });
    const uid = randomUUID().replaceAll('-', '');
    const known = await this.#records.one({ _id: keyOf(declaration) });
    if (!known) {
      await this.#records.insert({
        _id: keyOf(declaration),
        name,
        version,
        uid,
        shape,
        checkpoint: 'start',
        complete: false,
      });
    }
    // Another instance may have been quicker: whichever is stored is the build.
    const stored = known ?? (await this.#stored(declaration));
    if (stored.shape !== shape) {
      throw new Error(`${name} v${version} was built with other filters or sorts: raise its version.`);
    }
    return buildOf(stored);
  }

  /**
   * The newest complete build up to a version, or, while there is none, that version's.
   * @throws DependencyAway when there is neither: a newer release has replaced it.
   */
  async served({ name, version }: Target): Promise<Build> {
    const builds = await this.#records.all({ name });
    const served = builds
      .filter((build) => build.version === version || (build.version < version && build.complete))
      .toSorted((left, right) => Number(right.complete) - Number(left.complete) || right.version - left.version)[0];
    if (!served) throw replaced({ name, version });
    return buildOf(served);
  }

  async checkpoint(target: Target): Promise<Position | 'start'> {
    return (await this.#stored(target)).checkpoint as Position | 'start';
  }

  /** @throws CheckpointConflict unless the build stands at `from`. */
  async expect(build: Build, from: string): Promise<void> {
    const stored = await this.#records.one({ _id: keyOf(build), uid: build.uid });
    if (stored?.checkpoint !== from) throw conflict(build, stored?.checkpoint, from);
  }

  /** @throws CheckpointConflict when another runner was quicker. */
  async move(build: Build, from: string, to: string): Promise<void> {
    const moved = await this.#records.set({ _id: keyOf(build), uid: build.uid, checkpoint: from }, { checkpoint: to });
    if (!moved) throw conflict(build, undefined, from);
  }

  /** @throws DependencyAway when a newer release has dropped the build. */
  async require(build: Build): Promise<void> {
    if ((await this.#stored(build)).uid !== build.uid) throw replaced(build);
  }

  /** Marks a build as complete at `now`; what is marked stays so from when it was. */
  async complete(build: Build, now: number): Promise<void> {
    if ((await this.completedAt(build)) !== undefined) return;
    const marked = await this.#records.set({ _id: keyOf(build), uid: build.uid }, { complete: true, completedAt: now });
    if (!marked) throw replaced(build);
  }

  /** When a build was completed, ms; `undefined` before, and once a newer release has dropped it. */
  async completedAt(build: Build): Promise<number | undefined> {
    const stored = await this.#records.one({ _id: keyOf(build), uid: build.uid });
    return stored?.complete ? (stored.completedAt ?? 0) : undefined;
  }

  /**
   * Drops the builds of a name below a build's version, and what others wrote to builds that were gone by then. The
   * registry goes first: who reads meanwhile finds out and reads again.
   */
  async dropBelow(build: Build): Promise<void> {
    for (const { _id, version } of await this.#records.all({ name: build.name })) {
      if (version < build.version) await this.#records.remove({ _id });
    }
    for (const collection of await this.database.collectionNames()) {
      if (isReplaced(build, collection)) await this.database.dropCollection(collection);
    }
  }

  async #stored(target: Target): Promise<BuildRecord> {
    const stored = await this.#records.one({ _id: keyOf(target) });
    if (!stored) throw replaced(target);
    return stored;
  }
}

/** Names one version of a read model. */
export const keyOf = ({ name, version }: Target): string => `${name} v${version}`;

function isReplaced({ name, version, uid }: Build, collection: string): boolean {
  if (!collection.startsWith(`${name}.v`)) return false;
  const [, other, owner] = /^(\d+)\.([0-9a-f]+)\.(?:documents|facets)$/.exec(collection.slice(name.length + 2)) ?? [];
  return other !== undefined && owner !== uid && Number(other) <= version;
}

const buildOf = ({ name, version, uid, shape }: BuildRecord): Build => ({
  name,
  version,
  uid,
  shape: JSON.parse(shape) as BuildShape,
});

const replaced = (target: Target): DependencyAway =>
  new DependencyAway(`${keyOf(target)} was replaced by a newer build.`);

const conflict = (build: Build, actual: string | undefined, from: string): CheckpointConflict =>
  new CheckpointConflict(
    `The checkpoint of ${keyOf(build)} is ${actual ? `at ${actual}` : 'elsewhere'}, not at ${from}.`,
  );
