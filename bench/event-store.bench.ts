import type { EncodedEvent, EventCodec, NewEvent, Scheduler, StreamName } from '@rollcall/event-sourcing';
import { createEventCodec, createScheduler, streamName } from '@rollcall/event-sourcing';
import { createSqliteEventStore } from '@rollcall/event-store-sqlite';
import { createNodeCryptography } from '@rollcall/service-kit';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase } from '@rollcall/sqlite';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Benchmark } from './benchmark.js';
import { inTurns, short } from './benchmark.js';

type NewStream = Readonly<{ stream: StreamName; event: NewEvent; encoded: EncodedEvent }>;

/** What every measurement needs: a folder, the real cryptography with its keys in memory, the store, and its bare engine. */
async function prepareStores() {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const keys = new Map<string, Uint8Array>();
  const cryptography = createNodeCryptography({
    indexKey: randomBytes(32),
    now: () => Date.now(),
    keys: {
      async keyFor(subject) {
        const key = keys.get(subject) ?? randomBytes(32);
        keys.set(subject, key);
        return key;
      },
      erase: async () => {},
      close: async () => {},
    },
  });
  const codec: EventCodec = createEventCodec({ cryptography });
  const scheduler: Scheduler = createScheduler({ nextTurn: setImmediate });
  const file = join(folder, 'events.sqlite');
  const store = createSqliteEventStore({ file, codec, cryptography, scheduler });
  const bare = openBare(join(folder, 'bare.sqlite'));
  const end = async (): Promise<void> => {
    await store.close();
    bare.close();
    await rm(folder, { recursive: true });
  };
  return { file, cryptography, codec, store, bare, end };
}
type Stores = Awaited<ReturnType<typeof prepareStores>>;

/** The same table without the store around it; its shape is the store's, so that the disk does the same work. */
function openBare(file: string): DatabaseSync {
  const table = `CREATE TABLE event (
    position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, version INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL, hash TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (stream, version)
  ) STRICT`;
  return openDatabase({ file, synchronous: 'FULL', migrations: [table] });
}

/** An event of the size and shape that services write. */
function someEvent(number: number, personal: boolean): NewEvent {
  const data = {
    siteId: randomUUID(),
    department: 'Compositing',
    projects: [randomUUID(), randomUUID()],
    note: 'x'.repeat(80),
    ...(personal && {
      personal: {
        subject: `person:${number % 1_000}`,
        name: 'Zoë Washburne',
        login: 'zoe',
        email: 'zoe@serenity.example',
      },
    }),
  };
  const metadata = {
    commandId: randomUUID(),
    causationId: randomUUID(),
    correlationId: randomUUID(),
    actor: { kind: 'user', id: randomUUID() },
    siteId: randomUUID(),
    occurredAt: new Date(),
  } as const;
  return { type: 'person-created', id: randomUUID(), data, metadata };
}

async function newStreams(codec: EventCodec, count: number, personal = false): Promise<NewStream[]> {
  const streams: NewStream[] = [];
  for (let number = 0; number < count; number++) {
    const stream = streamName('directory.person', randomUUID());
    const event = someEvent(number, personal && number % 3 === 0);
    streams.push({ stream, event, encoded: await codec.encode(stream, event) });
  }
  return streams;
}

const hash = createHash('sha256').update('a hash of the usual length').digest('base64url');
const insertInto = (database: DatabaseSync) => {
  const statement = database.prepare(
    'INSERT INTO event (stream, version, id, type, hash, data, metadata) VALUES (?, 0, ?, ?, ?, ?, ?)',
  );
  return ({ stream, encoded: { id, type, data, metadata } }: NewStream): void =>
    void statement.run(stream, id, type, hash, data, metadata);
};
const appendTo =
  (store: Stores['store']) =>
  async ({ stream, event }: NewStream): Promise<void> =>
    void (await store.append([{ stream, expected: 'no-stream', events: [event] }]));

const turns = 10;
/** The pieces for the two sides of one round, prepared before the clock runs. */
async function pieces(codec: EventCodec, perTurn: number): Promise<NewStream[][]> {
  const all = await newStreams(codec, turns * perTurn);
  return Array.from({ length: turns }, (_, turn) => all.slice(turn * perTurn, (turn + 1) * perTurn));
}

const concurrentAppends: Benchmark = {
  name: 'append, 16 writers at once',
  figures: [{ figure: 'speed as a share of bare inserts in hand-made batches of 16', goal: { atLeast: 0.6 } }],
  async prepare() {
    const { codec, store, bare, end } = await prepareStores();
    const [insert, append] = [insertInto(bare), appendTo(store)];
    const insertInBatches = (streams: NewStream[]): void => {
      for (let from = 0; from < streams.length; from += 16) {
        bare.exec('BEGIN IMMEDIATE');
        for (const stream of streams.slice(from, from + 16)) insert(stream);
        bare.exec('COMMIT');
      }
    };
    const appendAtOnce = async (streams: NewStream[]): Promise<void> => {
      const left = streams.values();
      const writer = async (): Promise<void> => {
        for (const stream of left) await append(stream);
      };
      await Promise.all(Array.from({ length: 16 }, writer));
    };
    const round = async () => {
      const [ours, theirs] = [await pieces(codec, 320), await pieces(codec, 320)];
      const [bareTime, time] = await inTurns(
        turns,
        (turn) => insertInBatches(theirs[turn]!),
        (turn) => appendAtOnce(ours[turn]!),
      );
      return [bareTime / time];
    };
    return { round, end };
  },
};

const sequentialAppends: Benchmark = {
  name: 'append, one after the other',
  figures: [{ figure: 'speed as a share of bare single inserts', goal: { atLeast: 0.7 } }],
  async prepare() {
    const { codec, store, bare, end } = await prepareStores();
    const [insert, append] = [insertInto(bare), appendTo(store)];
    const round = async () => {
      const [ours, theirs] = [await pieces(codec, 80), await pieces(codec, 80)];
      const [bareTime, time] = await inTurns(
        turns,
        (turn) => theirs[turn]!.forEach(insert),
        async (turn) => {
          for (const stream of ours[turn]!) await append(stream);
        },
      );
      return [bareTime / time];
    };
    return { round, end };
  },
};

/** A log of which every third event holds personal fields. */
async function prepareLog(events: number): Promise<Stores> {
  const stores = await prepareStores();
  const append = appendTo(stores.store);
  for (let written = 0; written < events; written += 300) {
    await Promise.all((await newStreams(stores.codec, 300, true)).map(append));
  }
  return stores;
}

/** Follows the whole log; `onEvent` is called with the number of events so far. */
async function readLog({ store }: Stores, onEvent: (count: number) => void = () => {}): Promise<number> {
  const stop = new AbortController();
  let count = 0;
  for await (const { kind } of store.follow({ after: 'start', types: 'all', signal: stop.signal })) {
    if (kind === 'event') onEvent(++count);
    if (kind === 'caught-up') stop.abort();
  }
  return count;
}

type BareRow = Readonly<{ position: number; stream: string; id: string; type: string; data: string }>;

/** The least that reading for a rebuild takes: rows, their JSON, and one decryption where there is something to decrypt. */
function readBare({ file, cryptography }: Stores): number {
  using database = openDatabase({ file, synchronous: 'FULL', migrations: ['SELECT 1'] });
  const rows = database.prepare('SELECT * FROM event WHERE position > ? ORDER BY position LIMIT 500');
  let [count, after] = [0, 0];
  for (let batch = rows.all(after); batch.length > 0; batch = rows.all(after)) {
    for (const { position, stream, id, type, data } of batch as unknown as BareRow[]) {
      const { personal } = JSON.parse(data) as { personal?: { subject: string; sealed: string } };
      if (personal) {
        const plain = cryptography.open(personal.subject, personal.sealed, `${stream}|${id}|${type}`);
        JSON.parse(plain as string);
      }
      [count, after] = [count + 1, position];
    }
  }
  return count;
}

const readForRebuild: Benchmark = {
  name: 'read the log for a rebuild, a third of the events with personal fields',
  figures: [
    { figure: 'speed as a share of bare SELECT, JSON.parse and one decryption per such row', goal: { atLeast: 0.5 } },
  ],
  async prepare() {
    // Of so many personal texts none is still open from the last time.
    const stores = await prepareLog(24_000);
    const round = async () => {
      const [bareTime, time] = await inTurns(
        2,
        () => void readBare(stores),
        async () => void (await readLog(stores)),
      );
      return [bareTime / time];
    };
    return { round, end: stores.end };
  },
};

const logLengths = [10_000, short ? 50_000 : 1_000_000] as const;

const memoryOfReading: Benchmark = {
  name: `read a log of ${logLengths[1]} events`,
  figures: [
    { figure: `growth of resident memory from event ${logLengths[0]} on to its highest, in MB`, goal: { atMost: 50 } },
  ],
  async prepare() {
    const stores = await prepareLog(logLengths[1]);
    const round = async () => {
      let [first, highest] = [0, 0];
      await readLog(stores, (count) => {
        if (count % logLengths[0] !== 0) return;
        collectGarbage();
        const resident = process.memoryUsage.rss() / 2 ** 20;
        if (count === logLengths[0]) first = resident;
        highest = Math.max(highest, resident);
      });
      return [highest - first];
    };
    return { round, end: stores.end };
  },
};

/** Leaves in memory what is held, not what was. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** The event store against the engine it stands on: appends and reading for a rebuild. */
export const benchmarks: readonly Benchmark[] = [concurrentAppends, sequentialAppends, readForRebuild, memoryOfReading];
