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
  // Nobody knows whose the old ones are: they are read from the log again.
  `DROP TABLE deadline;
   DELETE FROM checkpoint;
   CREATE TABLE deadline (
     projection TEXT NOT NULL, key TEXT NOT NULL, dueAt INTEGER NOT NULL, sendAt INTEGER NOT NULL, stream TEXT NOT NULL,
     command TEXT NOT NULL, PRIMARY KEY (projection, key)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX due ON deadline (projection, sendAt, key);`,
];

/** Finds a deadline as it was read, and none that took its place. */
const thisOne = 'projection = ? AND key = ? AND dueAt = ? AND stream = ? AND command = ?';
const placeOf = (projection: string, { key, dueAt, stream, command }: Deadline) =>
  [projection, key, dueAt.getTime(), stream, writeTaggedJson(command)] as const;

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

  async due(projection: string, before: Date, limit: number): Promise<readonly Deadline[]> {
    const select = this.#open.prepare(
      'SELECT * FROM deadline WHERE projection = ? AND sendAt <= ? ORDER BY sendAt, key LIMIT ?',
    );
    return (select.all(projection, before.getTime(), limit) as unknown as Row[]).map(
      ({ key, dueAt, stream, command }) => ({
        key,
        dueAt: new Date(dueAt),
        stream: stream as StreamName,
        command: readTaggedJson(command) as Message,
      }),
    );
  }

  async next(projection: string): Promise<Date | undefined> {
    const select = this.#open.prepare('SELECT min(sendAt) AS sendAt FROM deadline WHERE projection = ?');
    const sendAt = select.get(projection)?.['sendAt'];
    return typeof sendAt === 'number' ? new Date(sendAt) : undefined;
  }

  async set(projection: string, key: string, deadline: Omit<Deadline, 'key'> | undefined): Promise<void> {
    if (!deadline) {
      this.#open.prepare('DELETE FROM deadline WHERE projection = ? AND key = ?').run(projection, key);
      return;
    }
    const { dueAt, stream, command } = deadline;
    const put = this.#open.prepare(
      'INSERT OR REPLACE INTO deadline (projection, key, dueAt, sendAt, stream, command) VALUES (?, ?, ?, ?, ?, ?)',
    );
    put.run(projection, key, dueAt.getTime(), dueAt.getTime(), stream, writeTaggedJson(command));
  }

  async sent(projection: string, deadline: Deadline): Promise<void> {
    this.#open.prepare(`DELETE FROM deadline WHERE ${thisOne}`).run(...placeOf(projection, deadline));
  }

  async putOff(projection: string, deadline: Deadline, until: Date): Promise<void> {
    const update = this.#open.prepare(`UPDATE deadline SET sendAt = ? WHERE ${thisOne}`);
    update.run(until.getTime(), ...placeOf(projection, deadline));
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
