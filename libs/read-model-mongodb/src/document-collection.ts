import type { ComposedRow, Position, ReadModelDeclaration, Stored } from '@rollcall/event-sourcing';
import { readTaggedJson } from '@rollcall/event-sourcing';
import type { Build } from './builds.js';
import type { DocumentRecord } from './document-record.js';
import { documentsOf, makeIndexes, recordOf } from './document-record.js';
import { facetId } from './facet-collection.js';
import { chunksOf, putNewer } from './guarded-writes.js';
import type { MongoCollection } from './mongo-collection.js';
import { compared } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** Rows written at once. */
const rowsAtOnce = 500;
/** Rows answered at once of those a facet belongs to. */
const joinedAtOnce = 1_000;

/** Writes one build's documents and rows, and looks them up by id. */
export class DocumentCollection {
  readonly #records: MongoCollection<DocumentRecord>;

  constructor(
    database: MongoDatabase,
    private readonly build: Build,
    private readonly declaration: ReadModelDeclaration<object>,
  ) {
    this.#records = documentsOf(database, build);
  }

  prepare(): Promise<void> {
    return makeIndexes(this.#records, this.build, this.declaration);
  }

  /** Documents as far as they have come; of a removed one only that. */
  async load(ids: readonly string[]): Promise<ReadonlyMap<string, Stored<object>>> {
    const records = await this.#records.all({ _id: compared({ $in: ids }) }, { fields: ['at', 'doc'] });
    // A row that went leaves what it is joined by, and no place: that is no document.
    const stored = records.filter(({ at, doc }) => at !== '' || doc !== null);
    return new Map(stored.map(({ _id, at, doc }) => [_id, { doc: documentOf(doc), at: at as Position }]));
  }

  /** Writes documents that have reached their `at`, unless the stored ones got further; a removed one leaves a tombstone. */
  async put(documents: ReadonlyMap<string, Stored<object>>, now: Date): Promise<void> {
    const pending = [...documents].map(([id, { doc, at }]) => ({
      id,
      reached: at,
      document: () => recordOf(this.build, this.declaration, id, doc, { at, removedAt: doc ? null : now }),
    }));
    await putNewer(this.#records, 'at', pending);
  }

  /** Forgets tombstones left before a time. */
  async sweep(before: Date): Promise<void> {
    await this.#records.remove({ removedAt: compared({ $lt: before }) });
  }

  /** Replaces composed rows together with what they are joined by: one document each, so that neither is without the other. */
  async replace(rows: readonly ComposedRow<object>[]): Promise<void> {
    for (const chunk of chunksOf(rows, rowsAtOnce)) {
      const operations = chunk.map(({ id, row, joined }) => {
        if (!row && joined.length === 0) return { deleteOne: { filter: { _id: id } } };
        const record = recordOf(this.build, this.declaration, id, row, { at: '', joined: joined.map(facetId) });
        return { replaceOne: { filter: { _id: id }, replacement: record, upsert: true } };
      });
      // Two instances that add one row at the same moment collide; written again it is replaced.
      while (!(await this.#records.write(operations)));
    }
  }

  /** The ids of rows joined by any of these facets, in order, behind an id. */
  async joinedBy(kind: string, keys: readonly string[], after: string): Promise<readonly string[]> {
    const joined = compared({ $in: keys.map((key) => facetId({ kind, key })) });
    const selection = { sort: { _id: 1 }, limit: joinedAtOnce, fields: ['_id'] } as const;
    const records = await this.#records.all({ joined, _id: compared({ $gt: after }) }, selection);
    return records.map(({ _id }) => _id);
  }
}

const documentOf = (text: string | null): object | undefined =>
  text === null ? undefined : (readTaggedJson(text) as object);
