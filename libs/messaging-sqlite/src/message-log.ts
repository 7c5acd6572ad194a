import type { EncodedMessage, ReceivedMessage } from '@rollcall/event-sourcing';
import { openDatabase, transaction } from '@rollcall/sqlite';
import type { Partition } from './partition-of.js';
import { partitionOf } from './partition-of.js';
import { RecentMessages } from './recent-messages.js';

const migrations = [
  `CREATE TABLE message (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     topic TEXT NOT NULL,
     partition INTEGER NOT NULL,
     key TEXT NOT NULL,
     headers TEXT NOT NULL,
     value TEXT NOT NULL
   ) STRICT;
   CREATE INDEX message_by_partition ON message (topic, partition, position);`,
  'ALTER TABLE message ADD COLUMN facetkind TEXT',
];

/** A message as it lies in the log. Positions rise over all topics, so they rise within a partition too. */
export type StoredMessage = Readonly<{ position: number } & Partition & { received: ReceivedMessage }>;
/** A place in the log that was walked past; `received` where it concerns whoever walks. */
export type PassedMessage = Omit<StoredMessage, 'received'> & Readonly<{ received: ReceivedMessage | undefined }>;
type Row = { position: number; topic: string; partition: number; key: string; headers: string | null; value: string };

const columns = 'position, topic, partition, key, headers, value';

/** The durable, append-only log of all topics. One writer at a time commits, so no position appears after a higher one. */
export class MessageLog {
  readonly #writer;
  readonly #reader;
  readonly #insert;
  readonly #ofPartition;
  readonly #walk;
  readonly #head;
  readonly #last;
  readonly #count;
  readonly #first;
  readonly #recent = new RecentMessages();

  constructor(file: string) {
    this.#writer = openDatabase({ file, synchronous: 'FULL', migrations });
    this.#reader = openDatabase({ file, synchronous: 'FULL', migrations });
    this.#insert = this.#writer.prepare(
      'INSERT INTO message (topic, partition, key, headers, value, facetkind) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#ofPartition = this.#reader.prepare(
      `SELECT ${columns} FROM message WHERE topic = ? AND partition = ? AND position > ? ORDER BY position LIMIT ?`,
    );
    // What concerns nobody here is passed without touching its text, which may fill many pages.
    const concerns = '?2 IS NULL OR facetkind IS NULL OR facetkind IN (SELECT value FROM json_each(?2))';
    this.#walk = this.#reader.prepare(
      `SELECT position, topic, partition, key, iif(${concerns}, headers, NULL) AS headers,
         iif(${concerns}, value, NULL) AS value
       FROM message WHERE position > ?1 ORDER BY position LIMIT ?3`,
    );
    this.#head = this.#reader.prepare('SELECT max(position) AS position FROM message');
    this.#last = this.#reader.prepare(
      'SELECT max(position) AS position FROM message WHERE topic = ? AND partition = ? AND position <= ?',
    );
    this.#first = this.#reader.prepare(
      'SELECT position FROM message WHERE topic = ? AND partition = ? AND position > ? ORDER BY position LIMIT 1',
    );
    this.#count = this.#reader.prepare(
      'SELECT count(*) AS n FROM message WHERE topic = ? AND partition = ? AND position > ?',
    );
  }

  /** Stores messages in one commit that survives a power cut; answers where each one lies. */
  append(
    messages: readonly Readonly<{ topic: string; encoded: EncodedMessage }>[],
  ): readonly Readonly<Partition & { position: number }>[] {
    const stored = transaction(this.#writer, () => messages.map((message) => this.#store(message)));
    this.#recent.add(stored);
    return stored;
  }

  /** The next messages of a partition. */
  read({ topic, partition }: Partition, after: number, limit: number): readonly StoredMessage[] {
    const recent = this.#recent.ofPartition({ topic, partition }, after, limit);
    if (recent) return recent;
    return this.#ofPartition.all(topic, partition, after, limit).map(toPassed) as StoredMessage[];
  }

  /** The next messages over all topics; without their text where they carry a facet of none of these kinds. */
  walk(after: number, kinds: readonly string[] | undefined, limit: number): readonly PassedMessage[] {
    const recent = this.#recent.after(after, limit);
    if (recent) return kinds ? recent.map((message) => passedFor(kinds, message)) : recent;
    return this.#walk.all(after, kinds ? JSON.stringify(kinds) : null, limit).map(toPassed);
  }

  /** The newest position; 0 in an empty log. */
  head(): number {
    return Number(this.#head.get()?.['position'] ?? 0);
  }

  /** The newest position of a partition that is not above `upTo`; 0 when there is none. */
  last({ topic, partition }: Partition, upTo: number): number {
    return Number(this.#last.get(topic, partition, upTo)?.['position'] ?? 0);
  }

  /** The first position of a partition after another one. */
  firstAfter({ topic, partition }: Partition, after: number): number | undefined {
    const row = this.#first.get(topic, partition, after);
    return row === undefined ? undefined : Number(row['position']);
  }

  /** How many messages a partition holds after a position. */
  countAfter({ topic, partition }: Partition, after: number): number {
    return Number(this.#count.get(topic, partition, after)?.['n']);
  }

  close(): void {
    this.#reader.close();
    this.#writer.close();
  }

  #store({ topic, encoded }: Readonly<{ topic: string; encoded: EncodedMessage }>): StoredMessage {
    const { key, headers, value } = encoded;
    const partition = partitionOf(key);
    const text = JSON.stringify(headers);
    const { lastInsertRowid } = this.#insert.run(topic, partition, key, text, value, facetKindOf(encoded) ?? null);
    return { topic, partition, position: Number(lastInsertRowid), received: { topic, key, headers, value } };
  }
}

const facetKindOf = ({ headers }: EncodedMessage): string | undefined => headers['ce_facetkind'];

function passedFor(kinds: readonly string[], message: StoredMessage): PassedMessage {
  const kind = facetKindOf(message.received);
  return kind === undefined || kinds.includes(kind) ? message : { ...message, received: undefined };
}

function toPassed(row: unknown): PassedMessage {
  const { position, topic, partition, key, headers, value } = row as Row;
  const received =
    headers === null ? undefined : { topic, key, headers: JSON.parse(headers) as Record<string, string>, value };
  return { position, topic, partition, received };
}
