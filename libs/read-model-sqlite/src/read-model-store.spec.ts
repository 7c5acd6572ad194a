import { afterAll, expect, test } from '@jest/globals';
import { createScheduler } from '@rollcall/event-sourcing';
import { openDatabase } from '@rollcall/sqlite';
import { batchOf, listedPerson, personList, positionOf, readModelStoreSuite, studio } from '@rollcall/testing';
import { mkdtempDisposableSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMigrations } from './builds.js';
import { FileWriter } from './file-writer.js';
import { createSqliteReadModelStore } from './read-model-store.js';
import { startWriteThread } from './write-thread.js';

const scheduler = createScheduler({ nextTurn: setImmediate });
const prefix = join(tmpdir(), 'rollcall-read-model-');

const storeIn = (file: string, now?: () => number) =>
  createSqliteReadModelStore({ file, writer: new FileWriter(file, scheduler), scheduler, ...(now && { now }) });

const thread = startWriteThread();
afterAll(() => thread.close());
const writers = {
  'SQLite, written in a thread': (file: string) => thread.writerOf(file),
  'SQLite, written here': (file: string) => new FileWriter(file, scheduler),
};
for (const [name, writerOf] of Object.entries(writers)) {
  readModelStoreSuite(name, {
    place: async () => {
      const folder = await mkdtemp(prefix);
      const file = join(folder, 'read-models.sqlite');
      return {
        open: async () => createSqliteReadModelStore({ file, writer: writerOf(file), scheduler }),
        remove: () => rm(folder, { recursive: true }),
      };
    },
  });
}

test('KRN-07 a tombstone is swept a day after the removal', async () => {
  using folder = mkdtempDisposableSync(prefix);
  let now = 0;
  const store = storeIn(join(folder.path, 'a.sqlite'), () => now);
  await store.open(personList);
  await store.save(personList, batchOf([listedPerson('ana')], 1));
  const removal = new Map([['ana', { doc: undefined, at: positionOf(2) }]]);
  await store.save(personList, { from: positionOf(1), to: positionOf(2), documents: removal });

  now = 24 * 60 * 60 * 1_000;
  await store.save(personList, batchOf([], 3, 2));
  expect((await store.load(personList, ['ana'])).size).toBe(1);
  now += 1;
  await store.save(personList, batchOf([], 4, 3));
  expect((await store.load(personList, ['ana'])).size).toBe(0);
  await store.close();
});

test('KRN-07 documents are there after a restart', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const file = join(folder.path, 'a.sqlite');
  const before = storeIn(file);
  await before.open(personList);
  await before.save(personList, batchOf([listedPerson('ana')], 1));
  await before.close();

  const after = storeIn(file);
  const people = await after.open(personList);
  expect((await people.find({ scope: studio, search: 'ana', limit: 5 })).rows).toEqual([listedPerson('ana')]);
  expect(await after.checkpoint(personList)).toBe(positionOf(1));
  await after.close();
});

test('KRN-17 of what was replaced no byte is left in any file after a scrub', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const store = storeIn(join(folder.path, 'a.sqlite'));
  await store.open(personList);
  const ids = Array.from({ length: 400 }, (_, index) => `${(index * 7_919) % 1_000}`);
  const rowOf = (id: string, name: string) => ({
    id,
    row: listedPerson(id, { name, login: name }),
    joined: [{ kind: 'link', key: id }],
  });
  for (let round = 0; round < 5; round += 1) {
    // Texts of changing length move from page to page.
    const long = 'x'.repeat(60 * ((round * 3) % 5));
    for (const id of ids) await store.putRows(personList, [rowOf(id, `Name${id}Of${long}`)]);
  }
  const gone = ids.slice(0, 60);
  await store.putRows(
    personList,
    gone.map((id) => rowOf(id, '[erased]')),
  );
  const left = (): readonly string[] => {
    const files = readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name), 'latin1').toLowerCase());
    return gone.filter((id) => files.some((text) => text.includes(`name${id}of`)));
  };
  expect(left()).not.toEqual([]);
  await store.scrub();
  expect(left()).toEqual([]);
  expect(await store.load(personList, ids)).toHaveProperty('size', ids.length);
  await store.close();
}, 60_000);

test('KRN-07 dropped builds leave no table behind', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const file = join(folder.path, 'a.sqlite');
  const store = storeIn(file);
  await store.open(personList);
  const next = { ...personList, version: 2 };
  await store.open(next);
  await store.complete(next);
  await store.close();

  using database = openDatabase({ file, synchronous: 'NORMAL', migrations: buildMigrations });
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'document%'`);
  expect(tables.all()).toEqual([{ name: 'document_2' }]);
});
