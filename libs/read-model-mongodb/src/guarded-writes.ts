import type { MongoCollection } from './mongo-collection.js';
import { compared } from './mongo-collection.js';

/** A document to be written unless the stored one has got further; `reached` grows in the order of texts. */
export type Pending<Doc> = Readonly<{ id: string; reached: string; document: () => Doc }>;

/** Documents written, and looked up, at once. */
const writeSize = 500;
const lookUpSize = 5_000;

/**
 * Writes each document unless the stored one's `guard` is as high already, in unordered bulks (KRN-07, KRN-08). What is new
 * is inserted, what is known is replaced under the guard: no operation of a bulk can fail but the insert of a document that
 * another writer inserts at the same moment, and then all is looked at again. Nothing is ever written over something newer,
 * whoever is quicker. Answers the ids of those that were newer when they were looked at.
 */
export async function putNewer<Doc extends { _id: string }>(
  collection: MongoCollection<Doc>,
  guard: string & keyof Doc,
  pending: readonly Pending<Doc>[],
): Promise<ReadonlySet<string>> {
  const written = new Set<string>();
  for (let open = pending; open.length > 0;) {
    const known = await knownGuards(collection, guard, open);
    const newer = open.filter(({ id, reached }) => (known.get(id) ?? '') < reached);
    let collided = false;
    for (const chunk of chunksOf(newer, writeSize)) {
      const operations = chunk.map(({ id, reached, document }) =>
        known.has(id)
          ? { replaceOne: { filter: { _id: id, [guard]: compared({ $lt: reached }) }, replacement: document() } }
          : { insertOne: { document: document() } },
      );
      if (!(await collection.write(operations as never))) collided = true;
      for (const { id } of chunk) written.add(id);
    }
    open = collided ? newer : [];
  }
  return written;
}

async function knownGuards<Doc extends { _id: string }>(
  collection: MongoCollection<Doc>,
  guard: string & keyof Doc,
  pending: readonly Pending<Doc>[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const chunk of chunksOf(pending, lookUpSize)) {
    const filter = { _id: compared({ $in: chunk.map(({ id }) => id) }) };
    for (const document of await collection.all(filter, { fields: [guard] })) {
      known.set(document._id, document[guard] as string);
    }
  }
  return known;
}

/** Stretches of at most a size. */
export function* chunksOf<T>(items: readonly T[], size: number): Iterable<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
