import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@rollcall/sqlite';

const services = ['directory', 'identity', 'authorization', 'licensing'];
const table =
  'CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, id TEXT UNIQUE, type TEXT, data TEXT, metadata TEXT, UNIQUE (stream, version)) STRICT';

/** A log as it stands: its shape is left alone. */
const openLog = (dataDir: string, service: string) =>
  openDatabase({ file: join(dataDir, service, 'events.sqlite'), synchronous: 'FULL', migrations: ['SELECT 1'] });

/** How many events the services of a data folder hold. */
export function countEvents(dataDir: string): number {
  return services.reduce((sum, service) => {
    using database = openLog(dataDir, service);
    return sum + Number(database.prepare('SELECT count(*) AS n FROM event').get()!['n']);
  }, 0);
}

/** Writes the newest events of each service once more, in groups of 64, into a bare table; answers the time, ms. */
export async function timeOfBareAppends(dataDir: string, events: number): Promise<number> {
  const rows = services.flatMap((service) => {
    using database = openLog(dataDir, service);
    return database.prepare('SELECT stream, version, id, type, data, metadata FROM event ORDER BY position').all();
  });
  const file = join(dataDir, 'bare.sqlite');
  try {
    using bare = openDatabase({ file, synchronous: 'FULL', migrations: [table] });
    const insert = bare.prepare(
      'INSERT INTO event (stream, version, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const newest = rows.slice(-events);
    const start = performance.now();
    for (let from = 0; from < newest.length; from += 64) {
      bare.exec('BEGIN IMMEDIATE');
      for (const row of newest.slice(from, from + 64)) insert.run(...(Object.values(row) as string[]));
      bare.exec('COMMIT');
    }
    return performance.now() - start;
  } finally {
    await remove(file);
  }
}

async function remove(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
}
