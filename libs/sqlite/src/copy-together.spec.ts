import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTogether } from './copy-together.js';
import { type DatabaseSync, openDatabase } from './index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const migrations = ['CREATE TABLE entry (number INTEGER PRIMARY KEY, filling TEXT) STRICT'];
const open = (name: string): DatabaseSync =>
  openDatabase({ file: join(folder, name), synchronous: 'NORMAL', migrations });
const put = (database: DatabaseSync, number: number): void =>
  void database.prepare('INSERT INTO entry VALUES (?, ?)').run(number, 'x'.repeat(2_000));
const numbersIn = (name: string): readonly number[] => {
  using database = open(name);
  return database
    .prepare('SELECT number FROM entry ORDER BY number')
    .all()
    .map(({ number }) => Number(number));
};

test('files are copied as all of them were at one moment, whatever is written meanwhile', async () => {
  using one = open('one.sqlite');
  using two = open('two.sqlite');
  let written = 0;
  const writeBoth = (): void => {
    written += 1;
    for (const database of [one, two]) put(database, written);
  };
  for (let index = 0; index < 500; index += 1) writeBoth();
  let atThatMoment = 0;
  const copies = ['one', 'two'].map((name) => ({
    from: join(folder, `${name}.sqlite`),
    to: join(folder, `${name}-copy.sqlite`),
  }));
  let copied = false;
  const copying = copyTogether(copies, () => {
    atThatMoment = written;
    using other = open('one.sqlite');
    other.exec('PRAGMA busy_timeout = 0');
    expect(() => put(other, -1)).toThrow(/one.sqlite/);
  }).finally(() => (copied = true));
  while (!copied && written < 20_000) {
    writeBoth();
    await new Promise(setImmediate);
  }
  await copying;
  expect(written).toBeGreaterThan(atThatMoment);
  const expected = Array.from({ length: atThatMoment }, (_, index) => index + 1);
  expect(numbersIn('one-copy.sqlite')).toEqual(expected);
  expect(numbersIn('two-copy.sqlite')).toEqual(expected);
});

test('copies are private, whole by themselves, and never written over anything', async () => {
  open('one.sqlite').close();
  const copy = { from: join(folder, 'one.sqlite'), to: join(folder, 'copy.sqlite') };
  await copyTogether([copy], () => undefined);
  expect(statSync(copy.to).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.sqlite']);
  await expect(copyTogether([copy], () => undefined)).rejects.toThrow('EEXIST');
});
