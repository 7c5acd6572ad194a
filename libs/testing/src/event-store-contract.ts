import { afterEach, test as jestTest } from '@jest/globals';
import type {
  Cryptography,
  EventStore,
  LogEntry,
  NewEvent,
  Position,
  Recorded,
  StoredEvent,
  StreamName,
  StreamVersion,
} from '@rollcall/event-sourcing';
import { streamName } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';

/** Where an adapter keeps one test's events: a folder, a server, a piece of memory. */
export interface EventStorePlace {
  /** Opens a store on the place, also while others are open on it: another instance, or the same one after a restart. */
  open(): Promise<EventStore>;
  /** The events of a stream as they lie in the store, oldest first. */
  stored(stream: StreamName): Promise<readonly StoredEvent[]>;
  /** Replaces the stored data of one event behind the store's back. */
  tamper(eventId: string, data: string): Promise<void>;
  /** Removes the place once its stores are closed. */
  remove(): Promise<void>;
}

/** What an adapter brings to the suite; `exceptions` names the tests it does not pass, and why. */
export type EventStoreContract = Readonly<{
  place(): Promise<EventStorePlace>;
  cryptography: Cryptography;
  exceptions?: readonly Readonly<{ test: string; reason: string }>[];
}>;

/** One test's place with its first store. */
export type OpenPlace = Readonly<{ place: EventStorePlace; store: EventStore; open(): Promise<EventStore> }>;
/** Registers one test of the contract on a place of its own; stores are closed and the place removed behind it. */
export type ContractTest = (name: string, run: (opened: OpenPlace) => Promise<void>) => void;

/** The function that registers the suite's tests, and a check that every declared exception named one of them. */
export function contractTests(contract: EventStoreContract): { test: ContractTest; checkExceptions: () => void } {
  const exceptions = new Map(contract.exceptions?.map(({ test, reason }) => [test, reason]));
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  const run = async (body: (opened: OpenPlace) => Promise<void>): Promise<void> => {
    const place = await contract.place();
    cleanUp.push(() => place.remove());
    const open = async (): Promise<EventStore> => {
      const store = await place.open();
      cleanUp.push(() => store.close());
      return store;
    };
    await body({ place, store: await open(), open });
  };
  return {
    test(name, body) {
      const reason = exceptions.get(name);
      exceptions.delete(name);
      if (reason === undefined) jestTest(name, () => run(body));
      else jestTest.skip(`${name} (exception: ${reason})`, () => run(body));
    },
    checkExceptions() {
      if (exceptions.size > 0) throw new Error(`No such test of the contract: ${[...exceptions.keys()].join(', ')}`);
    },
  };
}

/** A stream of its own for every test, so that a store may be shared. */
export const someStream = (category: `${string}.${string}` = 'testing.room'): StreamName =>
  streamName(category, randomUUID());

/** An event as a command handler hands it over. */
export const someEvent = (data: unknown = {}, type = 'room-opened'): NewEvent => ({
  type,
  data: data as NewEvent['data'],
  id: randomUUID(),
  metadata: {
    commandId: randomUUID(),
    causationId: randomUUID(),
    correlationId: randomUUID(),
    actor: { kind: 'system', id: 'event-store-suite' },
    occurredAt: new Date('2026-02-03T04:05:06.007Z'),
  },
});

/** Several events, numbered in their data. */
export const someEvents = (count: number, type?: string): NewEvent[] =>
  Array.from({ length: count }, (_, number) => someEvent({ number }, type));

/** A whole stream, or what follows `after`. */
export async function readAll(store: EventStore, stream: StreamName, after?: StreamVersion): Promise<Recorded[]> {
  return Array.fromAsync(store.readStream(stream, after === undefined ? {} : { after }));
}

/** Follows until an entry satisfies `last`; answers everything up to it. */
export async function followUntil(
  store: EventStore,
  after: Position | 'start',
  last: (entry: LogEntry) => boolean,
  types: readonly string[] | 'all' = 'all',
): Promise<LogEntry[]> {
  const stop = new AbortController();
  const entries: LogEntry[] = [];
  for await (const entry of store.follow({ after, types, signal: stop.signal })) {
    entries.push(entry);
    if (last(entry)) stop.abort();
  }
  return entries;
}
