import type { DatabaseSync } from 'node:sqlite';

/** Runs synchronous work in one transaction that takes the write lock at once; a throw rolls it back and is passed on. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
