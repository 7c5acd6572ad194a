import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DatabaseSyncOptions, StatementSync } from 'node:sqlite';
import { storageFailure } from './storage-failure.js';

/** A connection that tells a file which is away from a wrong request, whichever statement finds out (KRN-10). */
export class GuardedDatabase extends DatabaseSync {
  readonly #file: string;

  private constructor(file: string, options: DatabaseSyncOptions) {
    super(file, options);
    this.#file = basename(file);
  }

  /** @throws DependencyAway, as every statement may, when the file is locked, full, read-only or unreadable. */
  static open(file: string, options: DatabaseSyncOptions): GuardedDatabase {
    return guard(basename(file), () => new GuardedDatabase(file, options));
  }

  override exec(sql: string): void {
    guard(this.#file, () => super.exec(sql));
  }

  override prepare(...how: Parameters<DatabaseSync['prepare']>): StatementSync {
    return guard(this.#file, () => guardedStatement(super.prepare(...how), this.#file));
  }
}

/** Statements have no class that could be extended: their four ways of running are replaced on each one. */
function guardedStatement(statement: StatementSync, file: string): StatementSync {
  const guarded = <A extends never[], R>(method: (...values: A) => R) => {
    return (...values: A): R => guard(file, () => method(...values));
  };
  const iterate = statement.iterate.bind(statement);
  return Object.assign(statement, {
    all: guarded(statement.all.bind(statement)),
    get: guarded(statement.get.bind(statement)),
    run: guarded(statement.run.bind(statement)),
    iterate: guarded((...values: Parameters<typeof iterate>) => rowsOf(iterate(...values), file)),
  });
}

/** Rows are read while they are asked for, and any of them may be the one that cannot be. */
function* rowsOf(rows: Iterable<unknown>, file: string): Generator<unknown, void, undefined> {
  try {
    yield* rows;
  } catch (error) {
    throw storageFailure(error, file);
  }
}

function guard<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageFailure(error, file);
  }
}
