import type { DatabaseSync } from 'node:sqlite';
import { GuardedDatabase } from './guarded-database.js';

/** Which file to open, how durable its commits are, and its shape. */
export type DatabaseOptions = Readonly<{
  /** Path of the file, or `:memory:`. */
  file: string;
  /**
   * `FULL`: a commit survives a power cut; for what cannot be rebuilt. `NORMAL`: the last commits may be lost then, never
   * the file; for what is rebuilt or repeated.
   */
  synchronous: 'FULL' | 'NORMAL';
  /** The file's shape, one step per release that changed it; applied once each, in order. Never edit a released step. */
  migrations: readonly string[];
}>;

/** The file was written by a newer release; it is left as it is. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/**
 * Opens a file the one way this project opens them: waiting for locks before anything else, write-ahead log, deleted
 * bytes overwritten, shape brought up to date in one transaction (after a copy beside it when it held data).
 * @throws NewerDatabase when the file's version is above what this release knows; DependencyAway, as every later
 * statement may, when the file is locked, full, read-only or unreadable just now (KRN-10).
 */
export function openDatabase({ file, synchronous, migrations }: DatabaseOptions): DatabaseSync {
  const database = GuardedDatabase.open(file, { timeout: 10_000 });
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA secure_delete = ON;`);
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, file: string, migrations: readonly string[]): void {
  const version = versionOf(database);
  if (version > migrations.length) {
    throw new NewerDatabase(
      `${file} has version ${version}, this release knows up to ${migrations.length}. Start the newer release, or restore a backup.`,
    );
  }
  if (version === migrations.length) return;
  if (version > 0 && file !== ':memory:') {
    database.prepare('VACUUM INTO ?').run(`${file}.before-v${migrations.length}`);
  }
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have migrated while this one waited for the lock.
    for (const step of migrations.slice(versionOf(database))) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT;`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
