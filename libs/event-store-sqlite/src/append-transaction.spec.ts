import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AppendTicket, EncodedWrite, ExpectedVersion, StreamName } from '@rollcall/event-sourcing';
import { DependencyAway, streamName, streamVersion } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase } from '@rollcall/sqlite';
import { createTestCryptography } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppendOutcome, ReadyAppend } from './append-transaction.js';
import { commitAppends } from './append-transaction.js';
import { eventMigrations } from './event-table.js';
import type { StoreAppend } from './store-append.js';
import { EventIdTaken, createStoreAppend } from './store-append.js';

const room = (id: string): StreamName => streamName('testing.room', id);
const write = (stream: StreamName, expected: ExpectedVersion, data: string, id = randomUUID()): EncodedWrite => ({
  stream,
  expected,
  events: [{ id, type: 'room-opened', data, metadata: '{}' }],
});
const ready = (...writes: EncodedWrite[]) => ({ writes, ticket: { after: [] } as AppendTicket });

describe('a transaction of appends, when something is wrong', () => {
  let folder: string;
  let database: DatabaseSync;
  let store: StoreAppend;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-append-'));
    database = openDatabase({ file: join(folder, 'events.sqlite'), synchronous: 'FULL', migrations: eventMigrations });
    store = createStoreAppend(database, createTestCryptography());
  });
  afterEach(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });
  /** As the queue does: what did not fit into one slice goes into the next transaction. */
  const commitAll = (run: readonly ReadyAppend[]): AppendOutcome[] => {
    const outcomes: AppendOutcome[] = [];
    while (outcomes.length < run.length) outcomes.push(...commitAppends(database, store, run.slice(outcomes.length)));
    return outcomes;
  };
  const stored = (stream: StreamName) =>
    database
      .prepare('SELECT data FROM event WHERE stream = ? ORDER BY version')
      .all(stream)
      .map((row) => row['data']);

  test('KRN-04 an id that is stored at another place is refused, and only its append with it', () => {
    const taken = randomUUID();
    const run = [
      ready(write(room('1'), 'no-stream', 'first', taken), write(room('2'), 'no-stream', 'before')),
      ready(write(room('2'), streamVersion(0), 'undone'), write(room('3'), 'no-stream', 'undone', taken)),
      ready(write(room('2'), streamVersion(0), 'after')),
    ];
    const outcomes = commitAll(run);
    expect(outcomes).toMatchObject([{ stored: {} }, { failed: expect.any(EventIdTaken) }, { stored: {} }]);
    expect(run.map(({ ticket }) => ticket.outcome)).toEqual(['stored', 'failed', 'stored']);
    expect([stored(room('2')), stored(room('3'))]).toEqual([['before', 'after'], []]);
  });

  test('KRN-10 when the disk is full nothing is stored, the store is said to be away, and later appends go on', () => {
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages + 5}`);
    const append = ready(
      write(room('1'), 'no-stream', 'small'),
      write(room('2'), 'no-stream', 'x'.repeat(200_000)),
      write(room('3'), 'no-stream', 'small'),
    );
    expect(commitAll([append])).toEqual([{ failed: expect.any(DependencyAway) }]);
    expect(append.ticket.outcome).toBe('failed');
    expect(stored(room('1'))).toEqual([]);

    database.exec(`PRAGMA max_page_count = ${pages + 1_000}`);
    expect(commitAll([append])).toMatchObject([{ stored: {} }]);
    expect(stored(room('1'))).toEqual(['small']);
  });
});
