import type { Snapshots, StreamName } from '@rollcall/event-sourcing';
import { readTaggedJson, streamVersion, writeTaggedJson } from '@rollcall/event-sourcing';
import { openDatabase } from '@rollcall/sqlite';

/** The file's shape: one snapshot a stream, of the newest schema that was ever saved. */
const snapshotMigrations = [
  `CREATE TABLE snapshot (
     stream TEXT PRIMARY KEY,
     schema INTEGER NOT NULL,
     version INTEGER NOT NULL,
     latest INTEGER NOT NULL,
     state TEXT NOT NULL
   ) STRICT`,
] as const;

/** Snapshots with a file to close. */
export type SqliteSnapshots = Snapshots & Readonly<{ close(): Promise<void> }>;

/**
 * Snapshots in a file of their own, which may be lost or deleted at any time (`NORMAL`). States are written as they are,
 * unsealed: an aggregate whose state holds personal data must not declare a snapshot.
 */
export function createSqliteSnapshots({ file }: { file: string }): SqliteSnapshots {
  const database = openDatabase({ file, synchronous: 'NORMAL', migrations: snapshotMigrations });
  const select = database.prepare('SELECT version, latest, state FROM snapshot WHERE stream = ? AND schema = ?');
  // An instance that lags behind, or still runs the older release, never replaces what is newer.
  const upsert = database.prepare(
    `INSERT INTO snapshot (stream, schema, version, latest, state) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (stream) DO UPDATE
     SET schema = excluded.schema, version = excluded.version, latest = excluded.latest, state = excluded.state
     WHERE (excluded.schema, excluded.version) > (snapshot.schema, snapshot.version)`,
  );
  return {
    async load(stream: StreamName, schema: number) {
      const row = select.get(stream, schema);
      if (!row) return undefined;
      return {
        state: readTaggedJson(String(row['state'])),
        version: streamVersion(Number(row['version'])),
        latest: Number(row['latest']),
      };
    },
    async save(stream, schema, { state, version, latest }) {
      upsert.run(stream, schema, Number(version), latest, writeTaggedJson(state));
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}
