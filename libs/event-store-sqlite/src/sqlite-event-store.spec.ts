import { createEventCodec, createScheduler } from '@rollcall/event-sourcing';
import type { EventStore, StoredEvent } from '@rollcall/event-sourcing';
import { openDatabase } from '@rollcall/sqlite';
import type { EventStorePlace } from '@rollcall/testing';
import { createTestCryptography, eventStoreSuite } from '@rollcall/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventRow } from './event-table.js';
import { eventColumns, eventMigrations, storedEventOf } from './event-table.js';
import { createSqliteEventStore } from './sqlite-event-store.js';

const cryptography = createTestCryptography();
const slow = createTestCryptography({ slow: true });

/** A folder with one file; every open store has its own connections, as two processes would. */
async function folder(using: typeof cryptography): Promise<EventStorePlace> {
  const path = await mkdtemp(join(tmpdir(), 'rollcall-event-store-'));
  const file = join(path, 'events.sqlite');
  const scheduler = createScheduler({ nextTurn: setImmediate });
  const codec = createEventCodec({ cryptography: using });
  const raw = () => openDatabase({ file, synchronous: 'FULL', migrations: eventMigrations });
  return {
    open: async (): Promise<EventStore> => createSqliteEventStore({ file, codec, cryptography: using, scheduler }),
    async stored(stream): Promise<StoredEvent[]> {
      using database = raw();
      const rows = database.prepare(`SELECT ${eventColumns} FROM event WHERE stream = ? ORDER BY version`);
      rows.setReturnArrays(true);
      return rows.all(stream).map((row) => storedEventOf(row as unknown as EventRow));
    },
    async tamper(id, data) {
      using database = raw();
      database.prepare('UPDATE event SET data = ? WHERE id = ?').run(data, id);
    },
    remove: () => rm(path, { recursive: true }),
  };
}

eventStoreSuite('SQLite', { cryptography, place: () => folder(cryptography) });
eventStoreSuite('SQLite, keys fetched first', { cryptography: slow, place: () => folder(slow) });
