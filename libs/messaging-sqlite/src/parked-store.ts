import type { EncodedMessage, ParkedMessage } from '@rollcall/event-sourcing';
import { openDatabase, transaction } from '@rollcall/sqlite';
import type { StoredMessage } from './message-log.js';
import type { Partition } from './partition-of.js';

const migrations = [
  `CREATE TABLE parked (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     consumer_group TEXT NOT NULL,
     topic TEXT NOT NULL,
     partition INTEGER NOT NULL,
     position INTEGER NOT NULL,
     key TEXT NOT NULL,
     headers TEXT NOT NULL,
     value TEXT NOT NULL,
     reason TEXT NOT NULL,
     cause INTEGER NOT NULL,
     parked_at INTEGER NOT NULL,
     due INTEGER NOT NULL DEFAULT 0,
     UNIQUE (consumer_group, topic, position)
   ) STRICT;
   CREATE INDEX parked_by_key ON parked (consumer_group, key, topic, position);
   CREATE INDEX parked_due ON parked (consumer_group, topic, partition, position) WHERE due = 1;`,
];

/** How many messages may wait behind a parked one before their partition stops (KRN-11). */
const waitingLimit = 1_000;

type Row = {
  id: number;
  consumer_group: string;
  topic: string;
  partition: number;
  position: number;
  key: string;
  headers: string;
  value: string;
  reason: string;
  cause: number;
  parked_at: number;
};

/** The messages set aside, with the text as received, durable before their group's offset moves past them. */
export class ParkedStore {
  readonly #database;
  readonly #waiting;
  readonly #due;
  readonly #isDue;
  readonly #any;
  /** Whether anything at all is parked, as far as was looked; nearly always not, and asked for every message. */
  #holdsAny: boolean | undefined;

  constructor(file: string) {
    this.#database = openDatabase({ file, synchronous: 'FULL', migrations });
    this.#waiting = this.#database.prepare(
      'SELECT count(*) AS n FROM parked WHERE consumer_group = ? AND key = ? AND topic = ?',
    );
    this.#isDue = this.#database.prepare(
      'SELECT 1 FROM parked WHERE consumer_group = ?1 AND due = 1 AND (?2 IS NULL OR key = ?2) LIMIT 1',
    );
    this.#any = this.#database.prepare('SELECT 1 FROM parked LIMIT 1');
    this.#due = this.#database.prepare(
      `SELECT * FROM parked WHERE consumer_group = ? AND topic = ? AND partition = ? AND due = 1 ORDER BY position LIMIT 100`,
    );
  }

  /** Another process may have parked, redriven or skipped something since. */
  lookAgain(): void {
    this.#holdsAny = undefined;
  }

  /** Whether messages of this key have to wait in this group. */
  holds(group: string, { topic, received }: StoredMessage): boolean {
    return this.#holdsSomething() && this.#count(group, received.key, topic) > 0;
  }

  /** Sets a message aside as the one that failed. Setting it aside again changes nothing. */
  park(group: string, message: StoredMessage, reason: string, now: Date): void {
    this.#insert(group, message, reason, true, now);
    this.lookAgain();
  }

  /**
   * Lets messages wait behind their keys' parked ones, in one commit; answers how many found a place: fewer when more
   * than 1,000 of a key would wait.
   */
  wait(group: string, messages: readonly StoredMessage[], now: Date): number {
    return transaction(this.#database, () => {
      const full = messages.findIndex((message) => {
        if (this.#count(group, message.received.key, message.topic) > waitingLimit) return true;
        this.#insert(group, message, 'waits behind an earlier message of its key', false, now);
        return false;
      });
      return full < 0 ? messages.length : full;
    });
  }

  list(group?: string): readonly ParkedMessage[] {
    const rows = this.#database
      .prepare('SELECT * FROM parked WHERE ?1 IS NULL OR consumer_group = ?1 ORDER BY id')
      .all(group ?? null) as Row[];
    return rows.map((row) => ({
      id: String(row.id),
      group: row.consumer_group,
      topic: row.topic,
      key: row.key,
      type: (JSON.parse(row.headers) as EncodedMessage['headers'])['ce_type'] ?? '',
      reason: row.reason,
      place: row.cause ? 'cause' : 'behind',
      parkedAt: new Date(row.parked_at),
    }));
  }

  /** Marks a key's messages to be handed over again. */
  markDue(group: string, key: string): void {
    this.#database.prepare('UPDATE parked SET due = 1 WHERE consumer_group = ? AND key = ?').run(group, key);
  }

  /** Drops one parked cause and marks those behind it; answers their group and key, `undefined` when there is no such. */
  skip(id: string): Readonly<{ group: string; key: string }> | undefined {
    return transaction(this.#database, () => {
      const row = this.#database.prepare('DELETE FROM parked WHERE id = ? AND cause = 1 RETURNING *').get(id) as
        Row | undefined;
      if (!row) return undefined;
      this.#database
        .prepare('UPDATE parked SET due = 1 WHERE consumer_group = ? AND key = ? AND topic = ?')
        .run(row.consumer_group, row.key, row.topic);
      return { group: row.consumer_group, key: row.key };
    });
  }

  /** Whether messages of this group (and key) are still to be handed over again. */
  isDue(group: string, key?: string): boolean {
    return this.#holdsSomething() && this.#isDue.get(group, key ?? null) !== undefined;
  }

  #holdsSomething(): boolean {
    return (this.#holdsAny ??= this.#any.get() !== undefined);
  }

  /** The next messages of a partition to be handed over again, all of one key. */
  nextDue(group: string, { topic, partition }: Partition): readonly StoredMessage[] {
    const rows = this.#due.all(group, topic, partition) as Row[];
    return rows
      .filter(({ key }) => key === rows[0]!.key)
      .map(({ position, key, headers, value }) => {
        const received = { topic, key, headers: JSON.parse(headers) as Record<string, string>, value };
        return { position, topic, partition, received };
      });
  }

  /** Messages handed over again went well. Losing this commit hands them over once more. */
  remove(group: string, messages: readonly StoredMessage[]): void {
    const remove = this.#database.prepare('DELETE FROM parked WHERE consumer_group = ? AND topic = ? AND position = ?');
    transaction(this.#database, () => {
      for (const { topic, position } of messages) remove.run(group, topic, position);
    });
  }

  /** A message handed over again failed again: it is its key's cause now, those behind it go on waiting. */
  failedAgain(group: string, { topic, position, received }: StoredMessage, reason: string): void {
    transaction(this.#database, () => {
      this.#database
        .prepare('UPDATE parked SET due = 0 WHERE consumer_group = ? AND key = ? AND topic = ?')
        .run(group, received.key, topic);
      this.#database
        .prepare('UPDATE parked SET cause = 1, reason = ? WHERE consumer_group = ? AND topic = ? AND position = ?')
        .run(reason, group, topic, position);
    });
  }

  close(): void {
    this.#database.close();
  }

  #count(group: string, key: string, topic: string): number {
    return Number(this.#waiting.get(group, key, topic)?.['n']);
  }

  #insert(group: string, message: StoredMessage, reason: string, cause: boolean, now: Date): void {
    const { topic, partition, position } = message;
    const { key, headers, value } = message.received;
    this.#database
      .prepare(
        // Behind messages that are being handed over again it is handed over with them.
        `INSERT OR IGNORE INTO parked (consumer_group, topic, partition, position, key, headers, value, reason, cause, parked_at, due)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
           EXISTS (SELECT 1 FROM parked WHERE consumer_group = ?1 AND topic = ?2 AND key = ?5 AND due = 1))`,
      )
      .run(
        group,
        topic,
        partition,
        position,
        key,
        JSON.stringify(headers),
        value,
        reason,
        Number(cause),
        now.getTime(),
      );
  }
}
