import type { ReadModelDeclaration } from '@rollcall/event-sourcing';
import { documentFields, writeTaggedJson } from '@rollcall/event-sourcing';
import type { Build } from './builds.js';
import { collectionName } from './builds.js';
import { indexEntries, sortField } from './index-entries.js';
import type { MongoCollection } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/**
 * A document, or a composed row, as it is stored. `doc` is tagged JSON, so that dates, bigints and names with dots survive on
 * every engine; `fields` is what a question is checked against; the rest is indexed.
 */
export type DocumentRecord = {
  _id: string;
  at: string;
  scope: string | null;
  doc: string | null;
  fields: string | null;
  tokens: readonly string[];
  words: readonly string[];
  places: Readonly<Record<string, string>>;
  /** The facets a row was composed with. */
  joined: readonly string[];
  /** When it was removed; what is left then keeps its past away. */
  removedAt: Date | null;
};

/** What stands with a document besides what is in it. */
type Circumstances = Pick<DocumentRecord, 'at'> & Partial<Pick<DocumentRecord, 'joined' | 'removedAt'>>;

/** The collection of a build's documents. */
export const documentsOf = (database: MongoDatabase, build: Build): MongoCollection<DocumentRecord> =>
  database.collection<DocumentRecord>(collectionName(build, 'documents'), {
    ...{ at: String, scope: String, doc: String, fields: String },
    ...{ tokens: [String], words: [String], places: {}, joined: [String], removedAt: Date },
  });

/** The index that has the documents of a token in the order of a sort. */
export const sortIndex = (sort: number): Readonly<Record<string, 1>> => ({
  tokens: 1,
  [`places.${sortField(sort)}`]: 1,
});

/** Makes the indexes a declaration needs; those that are there already stay. */
export async function makeIndexes(
  documents: MongoCollection<DocumentRecord>,
  { shape }: Build,
  { search }: ReadModelDeclaration<never>,
): Promise<void> {
  for (const sort of shape.sorts.keys()) await documents.index(sortIndex(sort));
  if (search) await documents.index({ words: 1 });
  await documents.index({ joined: 1, _id: 1 });
  await documents.index({ removedAt: 1 });
}

/** What is stored of a document; without one, what is left of it. */
export function recordOf(
  build: Build,
  declaration: ReadModelDeclaration<object>,
  id: string,
  doc: object | undefined,
  { at, joined = [], removedAt = null }: Circumstances,
): DocumentRecord {
  const fields = doc && documentFields(declaration, doc);
  const entries = fields ? indexEntries(build.shape, id, fields) : { tokens: [], words: [], places: {} };
  return {
    _id: id,
    at,
    scope: fields?.scope ?? null,
    doc: doc ? writeTaggedJson(doc) : null,
    fields: fields ? JSON.stringify(fields) : null,
    ...entries,
    joined,
    removedAt,
  };
}
