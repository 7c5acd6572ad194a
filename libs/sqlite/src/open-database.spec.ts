import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NewerDatabase, openDatabase } from './open-database.js';
import { transaction } from './transaction.js';

const first = 'CREATE TABLE note (text TEXT NOT NULL) STRICT';
const second = 'ALTER TABLE note ADD COLUMN author TEXT';

describe('openDatabase', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-sqlite-'));
    file = join(folder, 'notes.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('brings an older file up to date, keeps its rows and a copy of it', () => {
    const before = openDatabase({ file, synchronous: 'FULL', migrations: [first] });
    before.exec(`INSERT INTO note VALUES ('kept')`);
    before.close();

    const after = openDatabase({ file, synchronous: 'FULL', migrations: [first, second] });

    expect(after.prepare('SELECT text, author FROM note').all()).toEqual([{ text: 'kept', author: null }]);
    expect(existsSync(`${file}.before-v2`)).toBe(true);
    after.close();
  });

  test('refuses a file of a newer release and leaves it alone', () => {
    openDatabase({ file, synchronous: 'FULL', migrations: [first, second] }).close();
    expect(() => openDatabase({ file, synchronous: 'FULL', migrations: [first] })).toThrow(NewerDatabase);
  });

  test('a failing step leaves the file at its version', () => {
    openDatabase({ file, synchronous: 'FULL', migrations: [first] }).close();
    expect(() => openDatabase({ file, synchronous: 'FULL', migrations: [first, second, 'nonsense'] })).toThrow();
    openDatabase({ file, synchronous: 'FULL', migrations: [first] }).close();
  });
});

test('transaction rolls back what threw', () => {
  const database = openDatabase({ file: ':memory:', synchronous: 'NORMAL', migrations: [first] });
  expect(() =>
    transaction(database, () => {
      database.exec(`INSERT INTO note VALUES ('lost')`);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(database.prepare('SELECT count(*) AS n FROM note').get()).toEqual({ n: 0 });
  database.close();
});
