import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createScheduler, DependencyAway } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase } from '@rollcall/sqlite';
import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WriteQueue } from './write-queue.js';

let folder: ReturnType<typeof mkdtempDisposableSync>;
let database: DatabaseSync;
let queue: WriteQueue;
beforeEach(() => {
  folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-write-queue-'));
  const migrations = ['CREATE TABLE note (text TEXT NOT NULL) STRICT'];
  database = openDatabase({ file: join(folder.path, 'notes.sqlite'), synchronous: 'NORMAL', migrations });
  queue = new WriteQueue(database, createScheduler({ nextTurn: setImmediate }));
});
afterEach(() => {
  database.close();
  folder.remove();
});

const note = (text: string): void => void database.prepare('INSERT INTO note VALUES (?)').run(text);
const notes = () =>
  database
    .prepare('SELECT text FROM note')
    .all()
    .map((row) => row['text']);
/** Writes these notes, one a step. */
const writing = (...texts: readonly string[]): (() => boolean) => {
  const left = [...texts];
  return () => {
    note(left.shift()!);
    return left.length === 0;
  };
};

test('KRN-07 those who wait share a transaction, and each is told when it is committed', async () => {
  const begun: string[] = [];
  const exec = database.exec.bind(database);
  database.exec = (sql) => {
    if (/^(BEGIN|COMMIT)/.test(sql)) begun.push(sql);
    exec(sql);
  };
  const [one, other] = [writing('a', 'b'), writing('c')];
  await Promise.all([queue.write({ step: one }), queue.write({ step: other, durable: true })]);
  expect(begun).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  expect(notes().toSorted()).toEqual(['a', 'b', 'c']);
});

test('KRN-07 a step that fails undoes itself and ends its work; the others’ are committed', async () => {
  const failing = (): boolean => {
    note('half');
    throw new Error('overtaken');
  };
  const [before, failed, after] = await Promise.allSettled([
    queue.write({ step: writing('a') }),
    queue.write({ step: failing }),
    queue.write({ step: writing('b', 'c') }),
  ]);
  expect([before.status, failed.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(notes().toSorted()).toEqual(['a', 'b', 'c']);
});

test('KRN-10 G14 on a full disk nothing of a transaction is left to anybody, and all goes on once there is room', async () => {
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
  database.exec(`PRAGMA max_page_count = ${pages + 2}`);
  const large = 'x'.repeat(100_000);
  const both = [queue.write({ step: writing('a') }), queue.write({ step: writing(large, 'b') })];
  const [, full] = await Promise.allSettled(both);
  expect(full).toMatchObject({ status: 'rejected', reason: expect.any(DependencyAway) });
  expect(notes()).not.toContain(large);
  expect(database.isTransaction).toBe(false);

  database.exec(`PRAGMA max_page_count = ${pages + 1_000}`);
  await queue.write({ step: writing(large, 'c') });
  expect(notes()).toEqual(expect.arrayContaining([large, 'c']));
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
});
