import type { Deadline, Deadlines, Message, Position, StreamName } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed, readTaggedJson, writeTaggedJson } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase, transaction } from '@rollcall/sqlite';

const migrations = [
  `CREATE TABLE deadline (
     key TEXT PRIMARY KEY, dueAt INTEGER NOT NULL, stream TEXT NOT NULL, command TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX due ON deadline (dueAt, key);
   CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];

type Row = Readonly<{ key: string; dueAt: number; stream: string; command: string }>;

/**
 * What is due later, in one SQLite file (KRN-13). Written with NORMAL durability: the checkpoint lies in the same file, so
 * what a power cut takes away is read from the log again.
 */
export function createSqliteDeadlines({ file }: { file: string }): Deadlines {
  return new SqliteDeadlines(openDatabase({ file, synchronous: 'NORMAL', migrations }));
}

class SqliteDeadlines implements Deadlines {
  #database: DatabaseSync | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async due(before: Date, limit: number): Promise<readonly Deadline[]> {
    const select = this.#open.prepare('SELECT * FROM deadline WHERE dueAt <= ? ORDER BY dueAt, key LIMIT ?');
    return (select.all(before.getTime(), limit) as unknown as Row[]).map(({ key, dueAt, stream, command }) => ({
      key,
      dueAt: new Date(dueAt),
      stream: stream as StreamName,
      command: readTaggedJson(command) as Message,
    }));
  }

  async next(): Promise<Date | undefined> {
    const dueAt = this.#open.prepare('SELECT min(dueAt) AS dueAt FROM deadline').get()?.['dueAt'];
    return typeof dueAt === 'number' ? new Date(dueAt) : undefined;
  }

  async set(key: string, deadline: Omit<Deadline, 'key'> | undefined): Promise<void> {
    if (!deadline) {
      this.#open.prepare('DELETE FROM deadline WHERE key = ?').run(key);
      return;
    }
    const { dueAt, stream, command } = deadline;
    const put = this.#open.prepare('INSERT OR REPLACE INTO deadline (key, dueAt, stream, command) VALUES (?, ?, ?, ?)');
    put.run(key, dueAt.getTime(), stream, writeTaggedJson(command));
  }

  async sent({ key, dueAt, stream, command }: Deadline): Promise<void> {
    const clear = this.#open.prepare('DELETE FROM deadline WHERE key = ? AND dueAt = ? AND stream = ? AND command = ?');
    clear.run(key, dueAt.getTime(), stream, writeTaggedJson(command));
  }

  async load(name: string): Promise<Position | 'start'> {
    const row = this.#open.prepare('SELECT position FROM checkpoint WHERE name = ?').get(name);
    return (row?.['position'] ?? 'start') as Position | 'start';
  }

  async save(name: string, from: Position | 'start', to: Position): Promise<void> {
    const database = this.#open;
    transaction(database, () => {
      const stored = database.prepare('SELECT position FROM checkpoint WHERE name = ?').get(name)?.['position'];
      if ((stored ?? 'start') !== from) {
        throw new CheckpointConflict(`${name} is at ${String(stored ?? 'start')}, not at ${from}.`);
      }
      database.prepare('INSERT OR REPLACE INTO checkpoint (name, position) VALUES (?, ?)').run(name, to);
    });
  }

  async close(): Promise<void> {
    this.#database?.close();
    this.#database = undefined;
  }

  get #open(): DatabaseSync {
    if (!this.#database) throw new StoreClosed('The deadlines are closed.');
    return this.#database;
  }
}
