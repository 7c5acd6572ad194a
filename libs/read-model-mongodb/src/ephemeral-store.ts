import type { Clock, EphemeralStore } from '@rollcall/event-sourcing';
import { StoreClosed, readTaggedJson, writeTaggedJson } from '@rollcall/event-sourcing';
import type { MongoCollection } from './mongo-collection.js';
import { compared } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** Where ephemeral state lies, what tells its time, and who takes away what is over. */
export type MongoEphemeralOptions = Readonly<{
  database: MongoDatabase;
  clock: Clock;
  /**
   * Whether the server ends entries as well, by an index, so that none stays for long where nothing is written any more.
   * Not every server that speaks the protocol can; its clock has to agree with ours to the second or so. Yes unless said.
   */
  endedByServer?: boolean;
  /** Beyond this many entries the ones closest to their end make room. */
  capacity?: number;
}>;

/** Counts are numbers, so that the server can add to them; everything else is text, equal where the values are. */
type EntryRecord = { _id: string; value: string | number; expiresAt: Date };

/** Writes between two sweeps, at most. */
const sweepAfter = 1_000;

/** What may be lost, in a MongoDB database: bounded, each entry with its time-to-live (KRN-14). */
export async function createMongoEphemeralStore(options: MongoEphemeralOptions): Promise<EphemeralStore> {
  const { database, endedByServer = true } = options;
  const entries = database.collection<EntryRecord>('ephemeral', { value: {}, expiresAt: Date });
  await entries.index({ expiresAt: 1 }, endedByServer ? { expireAfterSeconds: 0 } : {});
  return new MongoEphemeralStore(entries, options);
}

class MongoEphemeralStore implements EphemeralStore {
  readonly #entries: MongoCollection<EntryRecord>;
  readonly #clock: Clock;
  readonly #capacity: number;
  #writes = 0;
  #closed = false;

  constructor(entries: MongoCollection<EntryRecord>, { clock, capacity = 200_000 }: MongoEphemeralOptions) {
    this.#entries = entries;
    this.#clock = clock;
    this.#capacity = capacity;
  }

  async get<T>(key: string): Promise<T | undefined> {
    this.#requireOpen();
    const entry = await this.#entries.one(this.#alive(key));
    return entry && ((typeof entry.value === 'number' ? entry.value : readTaggedJson(entry.value)) as T);
  }

  async compareAndSet<T>(key: string, expected: T | undefined, next: T | undefined, ttlMs: number): Promise<boolean> {
    await this.#beforeWrite();
    if (expected === undefined) {
      return next === undefined
        ? (await this.#entries.one(this.#alive(key))) === undefined
        : this.#add(key, next, ttlMs);
    }
    const stored = { ...this.#alive(key), value: textOf(expected) };
    if (next === undefined) return (await this.#entries.remove(stored)) > 0;
    return this.#entries.set(stored, { value: textOf(next), expiresAt: this.#end(ttlMs) });
  }

  async increment(key: string, ttlMs: number): Promise<number> {
    await this.#beforeWrite();
    for (;;) {
      // The time-to-live goes on running from the first.
      const counted = await this.#entries.add(this.#alive(key), { value: 1 });
      if (counted) return Number(counted.value);
      if (await this.#add(key, 1, ttlMs)) return 1;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** Adds an entry, or takes the place of one that is over; `false` when one is there. */
  #add(key: string, value: unknown, ttlMs: number): Promise<boolean> {
    const over = { _id: key, expiresAt: compared({ $lte: this.#clock.now() }) };
    return this.#entries.put(over, { value: textOf(value), expiresAt: this.#end(ttlMs) });
  }

  #alive(key: string) {
    return { _id: key, expiresAt: compared({ $gt: this.#clock.now() }) };
  }

  #end(ttlMs: number): Date {
    return new Date(this.#clock.now().getTime() + ttlMs);
  }

  /** Every so many writes what is over goes, and what is too much. */
  async #beforeWrite(): Promise<void> {
    this.#requireOpen();
    this.#writes += 1;
    if (this.#writes < Math.min(sweepAfter, this.#capacity / 10)) return;
    this.#writes = 0;
    await this.#entries.remove({ expiresAt: compared({ $lte: this.#clock.now() }) });
    const excess = (await this.#entries.count({})) - this.#capacity;
    if (excess <= 0) return;
    const first = await this.#entries.all({}, { sort: { expiresAt: 1 }, limit: excess, fields: ['expiresAt'] });
    const last = first.at(-1);
    if (last) await this.#entries.remove({ expiresAt: compared({ $lte: last.expiresAt }) });
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreClosed('The ephemeral store is closed.');
  }
}

const textOf = (value: unknown): string | number =>
  typeof value === 'number' ? value : writeTaggedJson(ordered(value));

/** Equal values have equal texts, whatever the order of their fields. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]));
}
