import type { Scheduler, Target } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase, scrub } from '@rollcall/sqlite';
import type { Build, BuildShape } from './builds.js';
import { Builds, buildMigrations } from './builds.js';
import { DocumentTable } from './document-table.js';
import { FacetTable } from './facet-table.js';
import type { FacetWrite, ReadModelWriter, RowWrite, SaveWrite } from './read-model-writer.js';
import { WriteQueue } from './write-queue.js';

type Tables = Readonly<{ documents: DocumentTable; facets: FacetTable }>;
/** What is done with each item, before every step, and at the end. */
type Steps<T> = Readonly<{
  durable?: boolean;
  before?: () => void;
  write: (item: T, index: number) => void;
  after?: () => void;
}>;

/** Items written between two looks at the time. */
const itemsAStep = 16;
/** A document that was removed this long ago cannot be met by an older event any more, ms. */
const tombstoneAge = 24 * 60 * 60 * 1_000;

/** Writes in the thread it is made in, through one connection (KRN-07, KRN-08). */
export class FileWriter implements ReadModelWriter {
  readonly #database: DatabaseSync;
  readonly #builds: Builds;
  readonly #queue: WriteQueue;
  readonly #turns: Pick<Scheduler, 'run'>;
  readonly #tables = new Map<number, Tables>();
  /** The scrub that was asked for and has not begun. */
  #nextScrub: Promise<void> | undefined;

  constructor(file: string, turns: Pick<Scheduler, 'run'>) {
    this.#database = openDatabase({ file, synchronous: 'NORMAL', migrations: buildMigrations });
    // Entries of one document lie all over the index: moving them out of the log every 4 MiB, as is usual, writes the same
    // pages again and again; every 32 MiB takes half the time.
    this.#database.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;');
    this.#builds = new Builds(this.#database);
    this.#queue = new WriteQueue(this.#database, turns);
    this.#turns = turns;
  }

  async prepare(target: Target, shape: BuildShape): Promise<Build> {
    return this.#builds.prepare(target, shape);
  }

  async complete(build: Build): Promise<void> {
    this.#builds.complete(build);
  }

  async dropBelow(target: Target): Promise<void> {
    this.#builds.dropBelow(target);
  }

  save(build: Build, { from, to, documents, now }: SaveWrite): Promise<void> {
    const { documents: table } = this.#tablesOf(build);
    return this.#write(documents, {
      // Checked in every step: an overtaken runner writes nothing more.
      before: () => this.#builds.expect(build, from),
      write: (document) => table.put(document, now),
      after: () => {
        table.sweep(now - tombstoneAge);
        this.#builds.move(build, to);
      },
    });
  }

  async putFacets(build: Build, facets: readonly FacetWrite[]): Promise<readonly number[]> {
    const { facets: table } = this.#tablesOf(build);
    const changed: number[] = [];
    await this.#write(facets, {
      durable: true,
      write: (facet, index) => {
        if (table.put(facet)) changed.push(index);
      },
    });
    return changed;
  }

  putRows(build: Build, rows: readonly RowWrite[]): Promise<void> {
    const { documents, facets } = this.#tablesOf(build);
    return this.#write(rows, {
      durable: true,
      write: ({ id, text, joined }) => {
        facets.join(id, joined);
        documents.replace(id, text);
      },
    });
  }

  /** Several read models of a service ask at about the same time: those who do before it begins share one. */
  scrub(): Promise<void> {
    this.#nextScrub ??= this.#turns.run(() => {
      this.#nextScrub = undefined;
      scrub(this.#database);
    });
    return this.#nextScrub;
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #tablesOf(build: Build): Tables {
    const known = this.#tables.get(build.id);
    if (known) return known;
    const database = this.#database;
    const tables = { documents: new DocumentTable(database, build), facets: new FacetTable(database, build) };
    this.#tables.set(build.id, tables);
    return tables;
  }

  /**
   * Writes items a few at a time. `durable` writes are synced at the end: a group's offsets lie in another file, which must
   * not remember messages whose facets a power cut took away.
   */
  #write<T>(items: readonly T[], { durable = false, before, write, after }: Steps<T>): Promise<void> {
    let next = 0;
    const step = (): boolean => {
      before?.();
      for (const end = Math.min(next + itemsAStep, items.length); next < end; next += 1) write(items[next] as T, next);
      const last = next === items.length;
      if (last) after?.();
      return last;
    };
    return this.#queue.write({ durable, step });
  }
}
