import type { AnyBulkWriteOperation, Model } from 'mongoose';
import mongoose from 'mongoose';
import { answering, isDuplicate } from './store-failure.js';

/** What a text field is compared with. */
export type Comparison = Readonly<{ $in?: readonly string[] } & Range>;
type Range = Readonly<{ $gt?: Bound; $gte?: Bound; $lt?: Bound; $lte?: Bound }>;
type Bound = string | Date;

/** A comparison that this code made; one that came with a request is taken for a value, and equals nothing. */
export const compared = (comparison: Comparison): object => mongoose.trusted({ ...comparison });

/** An array that holds a text within a range. */
export const holding = (range: Range): object => mongoose.trusted({ $elemMatch: { ...range } });

/** Field → the value it equals, or what {@link compared} and {@link holding} made. */
export type Filter = Readonly<Record<string, unknown>>;
/** Which of the documents found, and in what order; `index` is the one to go along. */
export type Selection = Readonly<{
  sort?: Readonly<Record<string, 1 | -1>>;
  limit?: number;
  fields?: readonly string[];
  index?: Readonly<Record<string, 1>>;
}>;

/** One collection, with its questions cast to its shape and its failures told apart. */
export class MongoCollection<Doc extends { _id: string }> {
  constructor(private readonly model: Model<Doc>) {}

  async one(filter: Filter): Promise<Doc | undefined> {
    return (await answering(() => this.model.findOne({ ...filter }).lean())) ?? undefined;
  }

  async all(filter: Filter, selection: Selection = {}): Promise<readonly Doc[]> {
    return answering(() => this.#find(filter, selection));
  }

  /** The documents one by one, as far as they are wanted. */
  async *each(filter: Filter, selection: Selection, batchSize: number): AsyncIterable<Doc> {
    const cursor = this.#find(filter, selection).cursor({ batchSize });
    try {
      for (;;) {
        const next = (await answering(() => cursor.next())) as Doc | null;
        if (next === null) return;
        yield next;
      }
    } finally {
      await cursor.close().catch(() => undefined);
    }
  }

  async count(filter: Filter, { limit, index }: Pick<Selection, 'limit' | 'index'> = {}): Promise<number> {
    const options = { ...(limit !== undefined && { limit }), ...(index && { hint: index }) };
    return answering(() => this.model.countDocuments({ ...filter }, options));
  }

  /** Writes in one unordered bulk; `false` when something to be inserted was there already, all else is written then. */
  async write(operations: readonly AnyBulkWriteOperation<Doc>[]): Promise<boolean> {
    if (operations.length === 0) return true;
    return answering(async () => {
      try {
        await this.model.collection.bulkWrite(operations as never, { ordered: false });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });
  }

  /** Adds a document; `false` when its id is taken. */
  async insert(document: Doc): Promise<boolean> {
    return this.write([{ insertOne: { document: document as never } }]);
  }

  /** Changes the one document that fits; `false` when none does. */
  async set(filter: Filter, fields: Partial<Doc>): Promise<boolean> {
    const result = await answering(() => this.model.updateOne({ ...filter }, { $set: fields }));
    return result.matchedCount > 0;
  }

  /**
   * Changes the one document that fits, or adds it; `false` when its id is taken by one that does not fit. The filter names
   * the id.
   */
  async put(filter: Filter, fields: Partial<Doc>): Promise<boolean> {
    return answering(async () => {
      try {
        await this.model.updateOne({ ...filter }, { $set: fields }, { upsert: true });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });
  }

  /** Adds to a number of the one document that fits; answers it as it is then. */
  async add(filter: Filter, amounts: Readonly<Record<string, number>>): Promise<Doc | undefined> {
    const change = { $inc: amounts } as object;
    const options = { returnDocument: 'after' } as const;
    return (await answering(() => this.model.findOneAndUpdate({ ...filter }, change, options).lean())) ?? undefined;
  }

  /** Removes what fits; answers how many there were. */
  async remove(filter: Filter): Promise<number> {
    return (await answering(() => this.model.deleteMany({ ...filter }))).deletedCount;
  }

  async index(
    fields: Readonly<Record<string, 1>>,
    options: Readonly<{ expireAfterSeconds?: number }> = {},
  ): Promise<void> {
    await answering(() => this.model.collection.createIndex({ ...fields }, options));
  }

  #find(filter: Filter, { sort, limit, fields, index }: Selection) {
    const query = this.model.find({ ...filter }).lean();
    if (sort) void query.sort(sort);
    if (limit !== undefined) void query.limit(limit);
    if (fields) void query.select([...fields]);
    if (index) void query.hint(index);
    return query as unknown as typeof query & PromiseLike<Doc[]>;
  }
}
