import type { Clock, EphemeralStore } from '@rollcall/event-sourcing';
import { StoreClosed, readTaggedJson, writeTaggedJson } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase, transaction } from '@rollcall/sqlite';

const migrations = [
  `CREATE TABLE entry (key TEXT PRIMARY KEY, value TEXT NOT NULL, expiresAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX expiry ON entry (expiresAt);`,
];

/** Where ephemeral state lies and what tells its time. */
export type SqliteEphemeralOptions = Readonly<{
  file: string;
  clock: Clock;
  /** Beyond this many entries the ones closest to their end make room. */
  capacity?: number;
}>;

/** What may be lost, in one SQLite file: bounded, each entry with its time-to-live (KRN-14). */
export function createSqliteEphemeralStore(options: SqliteEphemeralOptions): EphemeralStore {
  return new SqliteEphemeralStore(options);
}

class SqliteEphemeralStore implements EphemeralStore {
  readonly #clock: Clock;
  readonly #capacity: number;
  #database: DatabaseSync | undefined;
  #entries: number;

  constructor({ file, clock, capacity = 200_000 }: SqliteEphemeralOptions) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#database = openDatabase({ file, synchronous: 'NORMAL', migrations });
    this.#entries = this.#count();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const text = this.#read(key);
    return text === undefined ? undefined : (readTaggedJson(text) as T);
  }

  async compareAndSet<T>(key: string, expected: T | undefined, next: T | undefined, ttlMs: number): Promise<boolean> {
    return this.#write(() => {
      if (this.#read(key) !== (expected === undefined ? undefined : textOf(expected))) return false;
      if (next === undefined) this.#open.prepare('DELETE FROM entry WHERE key = ?').run(key);
      else this.#put(key, textOf(next), this.#now + ttlMs);
      return true;
    });
  }

  async increment(key: string, ttlMs: number): Promise<number> {
    return this.#write(() => {
      const text = this.#read(key);
      if (text === undefined) this.#put(key, '1', this.#now + ttlMs);
      const count = text === undefined ? 1 : Number(text) + 1;
      // The time-to-live goes on running from the first.
      this.#open.prepare('UPDATE entry SET value = ? WHERE key = ?').run(String(count), key);
      return count;
    });
  }

  async close(): Promise<void> {
    this.#database?.close();
    this.#database = undefined;
  }

  #write<T>(work: () => T): T {
    return transaction(this.#open, () => {
      const result = work();
      this.#makeRoom();
      return result;
    });
  }

  #read(key: string): string | undefined {
    const select = this.#open.prepare('SELECT value FROM entry WHERE key = ? AND expiresAt > ?');
    return select.get(key, this.#now)?.['value'] as string | undefined;
  }

  #put(key: string, value: string, expiresAt: number): void {
    const put = this.#open.prepare('INSERT OR REPLACE INTO entry (key, value, expiresAt) VALUES (?, ?, ?)');
    put.run(key, value, expiresAt);
    this.#entries += 1;
  }

  /** Every write takes away a few that are over, so nothing has to run in the background. */
  #makeRoom(): void {
    const sweep = this.#open.prepare(
      'DELETE FROM entry WHERE key IN (SELECT key FROM entry WHERE expiresAt <= ? LIMIT 10)',
    );
    sweep.run(this.#now);
    // The number kept in memory is never too low; only when it says so the entries are really counted.
    if (this.#entries <= this.#capacity) return;
    this.#entries = this.#count();
    const excess = this.#entries - this.#capacity;
    if (excess <= 0) return;
    const drop = this.#open.prepare(
      'DELETE FROM entry WHERE key IN (SELECT key FROM entry ORDER BY expiresAt LIMIT ?)',
    );
    // A little more than needed, or every write would count again.
    drop.run(excess + Math.ceil(this.#capacity / 100));
    this.#entries = this.#count();
  }

  #count(): number {
    return Number(this.#open.prepare('SELECT count(*) AS entries FROM entry').get()?.['entries']);
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }

  get #open(): DatabaseSync {
    if (!this.#database) throw new StoreClosed('The ephemeral store is closed.');
    return this.#database;
  }
}

/** Equal values have equal texts, whatever the order of their fields. */
const textOf = (value: unknown): string => writeTaggedJson(ordered(value));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]));
}
