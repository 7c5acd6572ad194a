import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DependencyAway } from '@rollcall/event-sourcing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from './open-database.js';
import { isConstraintViolation } from './storage-failure.js';
import { transaction } from './transaction.js';

const migrations = ['CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'];

describe('a file that is away', () => {
  let folder: string;
  let database: DatabaseSync;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-guarded-'));
    database = openDatabase({ file: join(folder, 'notes.sqlite'), synchronous: 'FULL', migrations });
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const write = (text = 'note'): unknown => database.prepare('INSERT INTO note (text) VALUES (?)').run(text);
  const notes = (): number => Number(database.prepare('SELECT count(*) AS n FROM note').get()?.['n']);
  const failureOf = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    throw new Error('It did not fail.');
  };

  test('KRN-10 G14 on a full disk a transaction leaves nothing behind, and goes through once there is room', () => {
    const twoNotes = (): void => transaction(database, () => void [write(), write('x'.repeat(100_000))]);
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages + 3}`);
    const full = failureOf(twoNotes);
    expect(full).toBeInstanceOf(DependencyAway);
    expect(full).toMatchObject({ message: 'The file notes.sqlite has no room left on its disk.' });
    expect(notes()).toBe(0);

    database.exec(`PRAGMA max_page_count = ${pages + 1_000}`);
    twoNotes();
    expect(notes()).toBe(2);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });

  test('KRN-10 G14 a read-only file can be read and refuses writes, by a statement and by a script', () => {
    write();
    database.exec('PRAGMA query_only = ON');
    expect(failureOf(write)).toMatchObject({ name: 'DependencyAway', message: expect.stringContaining('read-only') });
    expect(failureOf(() => database.exec('DELETE FROM note'))).toBeInstanceOf(DependencyAway);
    expect([...database.prepare('SELECT text FROM note').iterate()]).toEqual([{ text: 'note' }]);
    database.exec('PRAGMA query_only = OFF');
    write();
    expect(notes()).toBe(2);
  });

  test('KRN-10 a lock of another process that is not given back in time', () => {
    using other = openDatabase({ file: join(folder, 'notes.sqlite'), synchronous: 'FULL', migrations });
    database.exec('PRAGMA busy_timeout = 1');
    other.exec('BEGIN IMMEDIATE');
    expect(failureOf(() => transaction(database, write))).toMatchObject({
      name: 'DependencyAway',
      message: 'The file notes.sqlite is locked by another process.',
    });
    other.exec('COMMIT');
    transaction(database, write);
    expect(notes()).toBe(1);
  });

  test('KRN-10 a folder that is not there', () => {
    const file = join(folder, 'nowhere', 'notes.sqlite');
    expect(failureOf(() => openDatabase({ file, synchronous: 'FULL', migrations }))).toBeInstanceOf(DependencyAway);
  });

  test('a wrong request stays what it is', () => {
    database.prepare('INSERT INTO note (id, text) VALUES (1, ?)').run('first');
    const twice = failureOf(() => database.prepare('INSERT INTO note (id, text) VALUES (1, ?)').run('again'));
    expect(twice).not.toBeInstanceOf(DependencyAway);
    expect(isConstraintViolation(twice)).toBe(true);
    expect(failureOf(() => database.exec('SELEKT 1'))).not.toBeInstanceOf(DependencyAway);
  });
});
