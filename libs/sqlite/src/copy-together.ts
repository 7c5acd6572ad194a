import { closeSync, openSync } from 'node:fs';
import { backup } from 'node:sqlite';
import { GuardedDatabase } from './guarded-database.js';

/** A file to copy, and the new file that it is copied to. */
export type FileCopy = Readonly<{ from: string; to: string }>;

/**
 * Copies files that others write to as all of them stood at one moment, and lets the others go on. For that moment the
 * write locks of all files are held, so that it lies between two commits of each; every file is then read as it was at that
 * moment, however long it takes. `atThatMoment` runs while nothing can be committed: it is short.
 * @throws DependencyAway when a file is locked for long or cannot be read; Error when a copy is damaged.
 */
export async function copyTogether(copies: readonly FileCopy[], atThatMoment: () => void): Promise<void> {
  using open = new DisposableStack();
  const connect = ({ from }: FileCopy) => open.use(GuardedDatabase.open(from, { timeout: 10_000 }));
  const locks = copies.map(connect);
  const readers = copies.map(connect);
  try {
    for (const lock of locks) lock.exec('BEGIN IMMEDIATE');
    // A reading transaction sees what was committed when it read first.
    for (const reader of readers) reader.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    atThatMoment();
  } finally {
    for (const lock of locks) if (lock.isTransaction) lock.exec('ROLLBACK');
  }
  for (const [index, { to }] of copies.entries()) {
    closeSync(openSync(to, 'wx', 0o600));
    await backup(readers[index]!, to);
    assertWhole(to);
  }
}

/** A copy needs no file beside it, so that it can be carried elsewhere as it is. */
function assertWhole(file: string): void {
  using copy = GuardedDatabase.open(file, { timeout: 0 });
  copy.exec('PRAGMA journal_mode = DELETE');
  const { quick_check: found } = copy.prepare('PRAGMA quick_check').get() as { quick_check: string };
  if (found !== 'ok') throw new Error(`${file} is damaged: ${found}`);
}
