import type {
  AllStreamSubscription,
  AppendRecordInput,
  ConsistencyCheck,
  Filter,
  RecordedEvent,
} from '@kurrent/kurrentdb-client';
import {
  BACKWARDS,
  DeadlineExceededError,
  END,
  KurrentDBClient,
  START,
  StreamNotFoundError,
  UnavailableError,
  UnsupportedError,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import type { Position, StreamName, StreamVersion } from '@rollcall/event-sourcing';
import { DependencyAway } from '@rollcall/event-sourcing';
import type { KurrentConnection } from './connection-string.js';
import { connectionString, defaultDeadlineMs } from './connection-string.js';
import type { LogPlace } from './log-position.js';
import { placeOf, positionOf, startPosition } from './log-position.js';
import type { LogRecord } from './stored-records.js';
import { storedRecord } from './stored-records.js';
import { within } from './within.js';

/** The server cannot append to several streams at once with checks on others: it is older than 26.1. */
export class ServerTooOld extends Error {
  override readonly name = 'ServerTooOld';
}

/**
 * The requests this store makes, each within its time. Everything but what an append says about itself fails with
 * {@link DependencyAway}: no answer of a server tells that the caller's data are bad.
 */
export class KurrentClient {
  readonly #connection: KurrentConnection;
  readonly #address: string;
  readonly #patienceMs: number;
  /** Appends and subscriptions: the client's half in JavaScript, which finds its way back to a server by itself. */
  #client: KurrentDBClient;
  /** Reads: its native half, which never does. */
  #reading: KurrentDBClient;

  /** @throws ConnectionRefused for a connection that must not be made. */
  constructor(connection: KurrentConnection) {
    this.#connection = connection;
    this.#address = connectionString(connection);
    // Connecting and asking what the server can do come before a request's own deadline.
    this.#patienceMs = 2 * (connection.deadlineMs ?? defaultDeadlineMs);
    this.#client = this.#connect();
    this.#reading = this.#connect();
  }

  /**
   * @throws ServerTooOld before 26.1.
   * @throws DependencyAway when no server answers.
   */
  async assertAppendsRecords(): Promise<void> {
    try {
      // An append of nothing is refused by every server; by the client, for one that does not know the request.
      await within(this.#patienceMs, this.#client.appendRecords([], []));
    } catch (error) {
      if (error instanceof UnsupportedError) {
        throw new ServerTooOld(`KurrentDB ${error.minimumVersion} or later is needed`, { cause: error });
      }
      if (!isRefusal(error)) throw away('KurrentDB does not answer', error);
    }
  }

  /** Answers the place of the last record. Rejects with the client's own errors: who appends tells them apart. */
  async append(records: AppendRecordInput[], checks: ConsistencyCheck[]): Promise<Position> {
    const { position } = await within(this.#patienceMs, this.#client.appendRecords(records, checks));
    // A record that commits itself, and nothing else is written any more, has one place.
    return positionOf({ commit: position, prepare: position });
  }

  /**
   * The place of an event that is there. Asked by a subscription that ends with its first event: reads go through the
   * client's other half, which holds every fourth small request back for 40 ms.
   */
  async placeOf(stream: StreamName, version: StreamVersion): Promise<Position> {
    const fromRevision = version === 0n ? START : version - 1n;
    const subscription = this.#client.subscribeToStream(stream, { ...leader, fromRevision });
    subscription.on('error', () => undefined);
    const first = async (): Promise<Position> => {
      for await (const { event } of subscription) if (event) return positionOf(event.position!);
      throw new DependencyAway(`${stream} could not be read`);
    };
    try {
      return await within(this.#patienceMs, first());
    } catch (error) {
      throw away('KurrentDB cannot be read', error);
    } finally {
      end(subscription);
    }
  }

  /** Up to `count` records of a stream from a version on, as the leader knows it. */
  read(stream: StreamName, fromRevision: bigint, count: number): Promise<LogRecord[]> {
    return this.#collect((client) => client.readStream(stream, { ...leader, fromRevision, maxCount: count }));
  }

  /** The newest record of a stream. */
  async lastOf(stream: StreamName): Promise<LogRecord | undefined> {
    const backwards = { ...leader, direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    return (await this.#collect((client) => client.readStream(stream, backwards)))[0];
  }

  /** The newest record of all streams whose name begins so. */
  async lastOfAll(prefix: string): Promise<LogRecord | undefined> {
    const filter: Filter = streamNameFilter({ prefixes: [prefix] });
    const backwards = { ...leader, direction: BACKWARDS, fromPosition: END, maxCount: 1, filter } as const;
    return (await this.#collect((client) => client.readAll(backwards)))[0];
  }

  /** Follows all streams whose name begins so; `passed` is called for a place up to which nothing was left out. */
  follow(
    prefix: string,
    after: Position | 'start',
    passed: (subscription: AllStreamSubscription, place: LogPlace) => void,
    buffered: number,
  ): AllStreamSubscription {
    const fromPosition = after === 'start' || after === startPosition ? START : placeOf(after);
    const filter = streamNameFilter({ prefixes: [prefix], checkpointReached: passed });
    return this.#client.subscribeToAll({ fromPosition, filter }, { highWaterMark: buffered });
  }

  /**
   * Connects anew, which looks for the leader again. The client does so by itself for a server that is away, but not for
   * one that says of an append that it is not the leader any more.
   */
  async renew(): Promise<void> {
    const before = this.#client;
    this.#client = this.#connect();
    await before.dispose();
  }

  close(): Promise<void> {
    return this.#client.dispose();
  }

  #connect(): KurrentDBClient {
    const client = KurrentDBClient.connectionString(this.#address);
    const { tls } = this.#connection;
    if (tls !== 'off') client.setCredentialsProvider(async () => ({ username: tls.username, password: tls.password }));
    return client;
  }

  async #collect(
    read: (client: KurrentDBClient) => AsyncIterable<Readonly<{ event?: RecordedEvent }>>,
  ): Promise<LogRecord[]> {
    const client = this.#reading;
    const all = async (): Promise<LogRecord[]> => {
      const records: LogRecord[] = [];
      for await (const { event } of read(client)) if (event) records.push(storedRecord(event));
      return records;
    };
    try {
      return await within(this.#patienceMs, all());
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      if (this.#reading === client) this.#reading = this.#connect();
      throw away('KurrentDB cannot be read', error);
    }
  }
}

/** Ends a subscription here and at the server; more than once does no harm. */
export function end(subscription: Readonly<{ destroy(): unknown; unsubscribe(): Promise<void> }>): void {
  subscription.destroy();
  subscription.unsubscribe().catch(() => undefined);
}

/** What decisions are made on comes from the leader; the client would otherwise ask any node. */
const leader = { requiresLeader: true } as const;

/** Whether a server has looked at a request and found it wrong: status INVALID_ARGUMENT. */
const isRefusal = (error: unknown): boolean => (error as Readonly<{ code?: number }>).code === 3;

/** Whether an error says that there is no server, rather than what a server says. */
export const saysItIsAway = (error: unknown): boolean =>
  error instanceof DependencyAway || error instanceof UnavailableError || error instanceof DeadlineExceededError;

/** The error as the kernel knows it: not now, try again. */
export const away = (what: string, cause: unknown): DependencyAway =>
  cause instanceof DependencyAway
    ? cause
    : new DependencyAway(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
