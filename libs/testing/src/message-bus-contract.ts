import { afterEach, test as jestTest } from '@jest/globals';
import type { Cryptography, Envelope, MessageBus } from '@rollcall/event-sourcing';
import { streamVersion } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';

/** Whether random faults are played in their long form. */
export const isLong = process.env['ROLLCALL_LONG'] === '1';

/** Where an adapter keeps one test's topics: files, a broker, a piece of memory. */
export interface MessageBusPlace {
  /** Opens a bus on the place, also while others are open on it: another process, or the same one after a restart. */
  connect(): Promise<MessageBus>;
  /** Lets the leases run out of members whose process has gone silent. */
  expireMembers(): Promise<void>;
  /** Puts a value on a topic that is no contract event. */
  plant(topic: string, key: string, value: string): Promise<void>;
  /** All that the topics hold, as text: what somebody reads who has the broker's disk. */
  text(): Promise<string>;
  /** Removes the place once its buses are closed. */
  remove(): Promise<void>;
}

/** What an adapter brings to the suite; `exceptions` names the tests it does not pass, and why. */
export type MessageBusContract = Readonly<{
  place(): Promise<MessageBusPlace>;
  /** What the adapter's codec seals with; `erase` destroys a subject's key. */
  cryptography: Cryptography & Readonly<{ erase(subject: string): void }>;
  exceptions?: readonly Readonly<{ test: string; reason: string }>[];
}>;

/** One test's place with its first bus, and a topic of its own. */
export type OpenBus = Readonly<{
  place: MessageBusPlace;
  bus: MessageBus;
  topic: string;
  connect(): Promise<MessageBus>;
}>;
/** Registers one test of the contract; buses are closed and the place removed behind it. */
export type BusTest = (name: string, run: (opened: OpenBus) => Promise<void>) => void;

/** The function that registers the suite's tests, and a check that every declared exception named one of them. */
export function busTests(contract: MessageBusContract): { test: BusTest; checkExceptions: () => void } {
  const exceptions = new Map(contract.exceptions?.map(({ test, reason }) => [test, reason]));
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  const run = async (body: (opened: OpenBus) => Promise<void>): Promise<void> => {
    const place = await contract.place();
    cleanUp.push(() => place.remove());
    const connect = async (): Promise<MessageBus> => {
      const bus = await place.connect();
      cleanUp.push(() => bus.close());
      return bus;
    };
    await body({ place, bus: await connect(), topic: `rollcall.suite-${randomUUID()}.v1`, connect });
  };
  return {
    test(name, body) {
      const reason = exceptions.get(name);
      exceptions.delete(name);
      if (reason === undefined) jestTest(name, () => run(body), isLong ? 600_000 : 20_000);
      else jestTest.skip(`${name} (exception: ${reason})`, () => run(body));
    },
    checkExceptions() {
      if (exceptions.size > 0) throw new Error(`No such test of the contract: ${[...exceptions.keys()].join(', ')}`);
    },
  };
}

/** A message of the suite: the `number`-th about `key`, with the facet at that version. */
export function someMessage(topic: string, key: string, number = 0, more: Partial<Envelope> = {}): Envelope {
  return {
    id: randomUUID(),
    type: 'rollcall.suite.thing-numbered.v1',
    source: '/rollcall/suite',
    topic,
    key,
    data: { number },
    facet: { source: 'suite', kind: 'thing', key, version: streamVersion(number), state: { number } },
    metadata: {
      causationId: randomUUID(),
      correlationId: randomUUID(),
      actor: { kind: 'system', id: 'message-bus-suite' },
      occurredAt: new Date('2026-02-03T04:05:06.007Z'),
    },
    ...more,
  };
}

/** Several messages about one key, in their order. */
export const someMessages = (topic: string, key: string, count: number): Envelope[] =>
  Array.from({ length: count }, (_, number) => someMessage(topic, key, number));

/** The number a message of the suite carries. */
export const numberOf = (message: Envelope): number => (message.data as { number: number }).number;

/** What arrived so far, and waiting until it is enough. */
export class Arrivals {
  readonly messages: Envelope[] = [];
  #waiting: { enough: () => boolean; resolve: () => void }[] = [];

  readonly add = (message: Envelope): 'ack' => {
    this.messages.push(message);
    this.look();
    return 'ack';
  };

  /** Numbers that arrived for a key, in order of arrival. */
  numbers(key: string): number[] {
    return this.messages.filter((message) => message.key === key).map(numberOf);
  }

  look(): void {
    const enough = this.#waiting.filter((waiter) => waiter.enough());
    this.#waiting = this.#waiting.filter((waiter) => !enough.includes(waiter));
    for (const { resolve } of enough) resolve();
  }

  /** Resolves once `enough` holds; looked at with every arrival. */
  until(enough: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ enough, resolve });
      this.look();
    });
  }
}
