import type { Snapshots } from '@rollcall/event-sourcing';
import { readTaggedJson, StoreClosed, streamVersion, writeTaggedJson } from '@rollcall/event-sourcing';
import { compared } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** `rank` is schema and version as text in their order: what is newer replaces, nothing else does. */
type SnapshotRecord = { _id: string; rank: string; shape: number; version: string; latest: number; state: string };

/** Snapshots with an end: closed, they refuse every call. */
export type MongoSnapshots = Snapshots & Readonly<{ close(): Promise<void> }>;

/**
 * The newest snapshot of each stream in a MongoDB database, for all instances of a service (KRN-05). States are written as
 * they are, unsealed: an aggregate whose state holds personal data must not declare a snapshot.
 */
export function createMongoSnapshots({ database }: Readonly<{ database: MongoDatabase }>): MongoSnapshots {
  const snapshots = database.collection<SnapshotRecord>('snapshots', {
    ...{ rank: String, shape: Number, version: String, latest: Number, state: String },
  });
  let closed = false;
  const requireOpen = (): void => {
    if (closed) throw new StoreClosed('The snapshots are closed.');
  };
  return {
    async load(stream, schema) {
      requireOpen();
      const found = await snapshots.one({ _id: stream, shape: schema });
      if (!found) return undefined;
      const { state, version, latest } = found;
      return { state: readTaggedJson(state), version: streamVersion(BigInt(version)), latest };
    },
    async save(stream, schema, { state, version, latest }) {
      requireOpen();
      const rank = rankOf(schema, version);
      const fields = { rank, shape: schema, version: String(version), latest, state: writeTaggedJson(state) };
      // One that is newer does not fit and is left: an instance that lags behind, or still runs the older release.
      await snapshots.put({ _id: stream, rank: compared({ $lt: rank }) }, fields);
    },
    async close() {
      closed = true;
    },
  };
}

const rankOf = (schema: number, version: bigint): string =>
  `${String(schema).padStart(10, '0')}.${String(version).padStart(20, '0')}`;
