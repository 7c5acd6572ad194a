import type {
  AppendTicket,
  Appended,
  Cryptography,
  EncodedWrite,
  EventCodec,
  EventStore,
  LogEntry,
  Message,
  Position,
  Recorded,
  StreamName,
  StreamVersion,
  StreamWrite,
} from '@rollcall/event-sourcing';
import { PredecessorFailed, StoreClosed, encodeAppend } from '@rollcall/event-sourcing';
import { AppendLanes } from './append-lanes.js';
import type { KurrentConnection } from './connection-string.js';
import type { FollowOptions } from './follow-log.js';
import { followLog } from './follow-log.js';
import { KurrentAppends } from './kurrent-appends.js';
import { KurrentClient } from './kurrent-client.js';

/** What the store is made of. */
export type KurrentEventStoreOptions = Readonly<{
  connection: KurrentConnection;
  /** What the names of this service's streams begin with, `directory.`: several services may share a server. */
  streamPrefix: `${string}.`;
  codec: EventCodec;
  cryptography: Cryptography;
  /** How long an append is tried while the server does not answer, ms; 10,000 unless told. */
  patienceMs?: number;
}>;

/** How many events of a stream are read at once. */
const pageSize = 500;

/**
 * Opens the event store of one service on KurrentDB 26.1 or later.
 * @throws ConnectionRefused for a connection that must not be made, such as one with the password of a new server.
 * @throws ServerTooOld before 26.1.
 * @throws DependencyAway when no server answers.
 */
export async function openKurrentEventStore(options: KurrentEventStoreOptions): Promise<EventStore> {
  const client = new KurrentClient(options.connection);
  try {
    await client.assertAppendsRecords();
  } catch (error) {
    await client.close();
    throw error;
  }
  return new KurrentEventStore(client, options);
}

class KurrentEventStore implements EventStore {
  readonly #client: KurrentClient;
  readonly #options: KurrentEventStoreOptions;
  readonly #lanes = new AppendLanes();
  readonly #appends: KurrentAppends;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(client: KurrentClient, options: KurrentEventStoreOptions) {
    this.#client = client;
    this.#options = options;
    const { cryptography, streamPrefix, patienceMs = 10_000 } = options;
    this.#appends = new KurrentAppends({
      client,
      cryptography,
      streamPrefix,
      patienceMs,
      closing: this.#closing.signal,
    });
  }

  async append(writes: readonly StreamWrite[], ticket?: AppendTicket): Promise<readonly Appended[]> {
    this.#assertOpen();
    const appended = this.#append(writes, ticket);
    this.#underWay.add(appended);
    try {
      return await appended;
    } finally {
      this.#underWay.delete(appended);
    }
  }

  async *readStream<E extends Message>(
    stream: StreamName,
    options: { after?: StreamVersion } = {},
  ): AsyncGenerator<Recorded<E>> {
    let from = (options.after ?? -1n) + 1n;
    for (let full = true; full;) {
      this.#assertOpen();
      const page = await this.#client.read(stream, from, pageSize);
      for (const { event } of page) yield await this.#options.codec.decode<E>(event);
      from += BigInt(page.length);
      full = page.length === pageSize;
    }
  }

  async *follow<E extends Message>(options: FollowOptions<E>): AsyncGenerator<LogEntry<E>, void, undefined> {
    this.#assertOpen();
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    const { codec, streamPrefix } = this.#options;
    yield* followLog<E>({ client: this.#client, codec, streamPrefix }, { ...options, signal });
  }

  async head(): Promise<Position | 'start'> {
    this.#assertOpen();
    return (await this.#client.lastOfAll(this.#options.streamPrefix))?.position ?? 'start';
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #append(writes: readonly StreamWrite[], ticket: AppendTicket | undefined): Promise<readonly Appended[]> {
    // Begun at once: however long a key takes, the order is that of the calls.
    const encoded = encoding(this.#options.codec, writes);
    const stored = await this.#lanes.run(writes, ticket, async () => {
      try {
        assertNotForsaken(ticket);
        const append = await this.#appends.store(await encoded);
        if (ticket) ticket.outcome = 'stored';
        return append;
      } catch (error) {
        if (ticket) ticket.outcome = 'failed';
        throw error;
      }
    });
    return stored.answer();
  }

  async #end(): Promise<void> {
    this.#closing.abort();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#client.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreClosed('The event store was closed.');
  }
}

function assertNotForsaken(ticket: AppendTicket | undefined): void {
  if (ticket?.after.every((predecessor) => predecessor.outcome === 'stored') ?? true) return;
  throw new PredecessorFailed('An append that this one was decided upon did not happen.');
}

/** The encoded append, later: its failure belongs to whoever awaits it. */
function encoding(codec: EventCodec, writes: readonly StreamWrite[]): Promise<readonly EncodedWrite[]> {
  const encoded = (async () => encodeAppend(codec, writes))();
  encoded.catch(() => undefined);
  return encoded;
}
