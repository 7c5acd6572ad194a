import type { CheckedQuery, DocumentFields } from '@rollcall/event-sourcing';
import { examinedLimit, matchesQuery, readTaggedJson } from '@rollcall/event-sourcing';
import type { Build } from './builds.js';
import type { DocumentRecord } from './document-record.js';
import { documentsOf, sortIndex } from './document-record.js';
import { scopeToken, sortField } from './index-entries.js';
import type { Filter, MongoCollection } from './mongo-collection.js';
import { compared } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** A document as a page looks at it: where it stands in the page's sort, and what it is found by. */
export type Candidate = Readonly<{ id: string; place: string; doc: string; fields: string }>;
/** A token's documents in the order of a sort, behind a place. */
export type Walk = Readonly<{ token: string; sort: string; descending: boolean; after?: string; limit: number }>;

/** Documents fetched at once while they are looked at. */
const batchSize = 500;

/** Reads one build. */
export class BuildReader {
  readonly #records: MongoCollection<DocumentRecord>;

  constructor(
    database: MongoDatabase,
    readonly build: Build,
  ) {
    this.#records = documentsOf(database, build);
  }

  async get(scope: string, id: string): Promise<object | undefined> {
    const record = await this.#records.one({ _id: id, scope });
    return record?.doc ? (readTaggedJson(record.doc) as object) : undefined;
  }

  /** Documents along the index of a sort, one by one. */
  async *walk({ token, sort, descending, after, limit }: Walk): AsyncIterable<Candidate> {
    const index = this.build.shape.sorts.indexOf(sort);
    const field = `places.${sortField(index)}`;
    const behind = after !== undefined && { [field]: compared(descending ? { $lt: after } : { $gt: after }) };
    const selection = { sort: { [field]: descending ? -1 : 1 }, limit, index: sortIndex(index) } as const;
    const size = Math.min(limit, batchSize, examinedLimit);
    for await (const record of this.#records.each({ tokens: token, ...behind }, selection, size)) {
      yield candidateOf(record, index);
    }
  }

  /** Documents that fit, in no order, up to a limit. */
  async some(filter: Filter, sort: string, limit: number): Promise<readonly Candidate[]> {
    const index = this.build.shape.sorts.indexOf(sort);
    return (await this.#records.all(filter, { limit })).map((record) => candidateOf(record, index));
  }

  /** What documents that fit are found by, one by one, in no order. */
  async *each(filter: Filter): AsyncIterable<Pick<Candidate, 'fields'>> {
    for await (const { fields } of this.#records.each(filter, { fields: ['fields'] }, batchSize)) {
      yield { fields: fields ?? '{}' };
    }
  }

  /** How many documents fit, up to a limit. */
  count(filter: Filter, limit: number): Promise<number> {
    return this.#records.count(filter, { limit });
  }

  /** How many documents a scope holds. */
  total(scope: string): Promise<number> {
    return this.#records.count({ tokens: scopeToken(scope) }, { index: sortIndex(0) });
  }
}

/** Whether a document meets what the index did not look at. */
export const meets = (
  conditions: Pick<CheckedQuery, 'where' | 'words'>,
  { fields }: Pick<Candidate, 'fields'>,
): boolean =>
  conditions.where.length + conditions.words.length === 0 ||
  matchesQuery(conditions, JSON.parse(fields) as DocumentFields);

const candidateOf = ({ _id, doc, fields, places }: DocumentRecord, sort: number): Candidate => ({
  id: _id,
  place: places[sortField(sort)] ?? '',
  doc: doc ?? 'null',
  fields: fields ?? '{}',
});
