import type { Envelope, MessageCodec } from '@rollcall/event-sourcing';
import { createMessageCodec, createScheduler, streamVersion } from '@rollcall/event-sourcing';
import { createKafkaMessageBus } from '@rollcall/messaging-kafka';
import type { Message } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { isMissing } from '../tools/engines/engine.js';
import { startKafka } from '../tools/engines/kafka.js';
import type { Benchmark } from './benchmark.js';
import { short } from './benchmark.js';

const count = short ? 2_000 : 20_000;
/** What a relay publishes at once. */
const atOnce = 200;

/** A broker with the bus on it and the bare client beside it, and the messages both carry. */
async function prepareKafka() {
  const engine = await startKafka();
  if (isMissing(engine)) throw new Error(`There is no Kafka to measure on: ${engine.missing}.`);
  console.log(`engines-kafka runs on ${engine.runsOn}`);
  const codec = createMessageCodec({ cryptography: withoutPersonalData });
  const bus = createKafkaMessageBus({
    ...{ connection: { brokers: engine.brokers, clientId: 'bench' }, topics: { replicationFactor: 1 }, codec },
    scheduler: createScheduler({ nextTurn: setImmediate }),
    clock: { now: () => new Date(), sleepUntil: () => Promise.reject(new Error('Nothing here sleeps.')) },
  });
  const topic = 'rollcall.bench.v1';
  const messages = Array.from({ length: count }, (_, number) => someMessage(topic, number));
  const bare = new Kafka({ brokers: [...engine.brokers], clientId: 'bare', logLevel: logLevel.NOTHING });
  const end = async (): Promise<void> => {
    await bus.close();
    await engine[Symbol.asyncDispose]();
  };
  return { bus, bare, codec, topic, messages, end };
}
type Prepared = Awaited<ReturnType<typeof prepareKafka>>;

const refuse = (): never => {
  throw new Error('These messages hold no personal data.');
};
const withoutPersonalData = { seal: refuse, open: refuse };

/** A message of the size that services publish. */
function someMessage(topic: string, number: number): Envelope {
  const key = `person:${number % 1_000}`;
  const state = { id: randomUUID(), status: 'active', department: 'Compositing', note: 'x'.repeat(300) };
  return {
    ...{ id: randomUUID(), type: 'rollcall.bench.thing-done.v1', source: '/rollcall/bench', topic, key },
    data: { projects: [randomUUID(), randomUUID()] },
    facet: { source: 'bench', kind: 'thing', key, version: streamVersion(number), state },
    metadata: {
      ...{ causationId: randomUUID(), correlationId: randomUUID(), occurredAt: new Date() },
      actor: { kind: 'user', id: randomUUID() },
    },
  };
}

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / atOnce) }, (_, batch) => all.slice(batch * atOnce, (batch + 1) * atOnce));

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The bare producer: the same texts, in the same batches, as safely stored. */
async function publishBare({ bare, codec, topic, messages }: Prepared): Promise<number> {
  const encoded = await Promise.all(messages.map((message) => encode(codec, message)));
  const producer = bare.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const time = await timeOf(async () => {
    for (const batch of batches(encoded)) await producer.send({ topic, acks: -1, messages: batch });
  });
  await producer.disconnect();
  return time;
}

async function encode(codec: MessageCodec, message: Envelope): Promise<Message> {
  const { key, headers, value } = await codec.encode(message);
  return { key, headers: { ...headers }, value };
}

/** A new group of the bare client reads so many messages and commits. */
async function consumeBare({ bare, topic }: Prepared): Promise<number> {
  const consumer = bare.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 500 });
  const { promise: read, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  const time = await timeOf(async () => {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: 12,
      eachBatch: async ({ batch }) => {
        seen += batch.messages.length;
        if (seen >= count) resolve();
      },
    });
    await read;
  });
  await consumer.disconnect();
  return time;
}

/** A new group of the bus reads as many, decoded. */
async function consumeThroughBus({ bus, topic }: Prepared): Promise<number> {
  const { promise: read, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  const start = performance.now();
  const subscription = await bus.consume(randomUUID(), [topic], {
    batch: (messages) => {
      seen += messages.length;
      if (seen >= count) resolve();
    },
  });
  await read;
  const time = performance.now() - start;
  await subscription[Symbol.asyncDispose]();
  return time;
}

const perSecond = { figure: 'messages a second' };

/** The bus on Kafka beside the bare client, in the same run. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: `publishing ${count} messages, ${atOnce} at once, as a relay does`,
    figures: [{ figure: 'speed as a share of the bare idempotent producer', goal: { atLeast: 0.5 } }, perSecond],
    prepare: async () => {
      const prepared = await prepareKafka();
      await prepared.bus.publish(prepared.messages.slice(0, atOnce));
      const throughBus = async (): Promise<void> => {
        for (const batch of batches(prepared.messages)) await prepared.bus.publish(batch);
      };
      return {
        round: async () => {
          const through = await timeOf(throughBus);
          return [(await publishBare(prepared)) / through, (count * 1_000) / through];
        },
        end: prepared.end,
      };
    },
  },
  {
    name: `a new group reads ${count} messages in batches`,
    figures: [
      { figure: 'speed as a share of the bare consumer, which decodes nothing', goal: { atLeast: 0.5 } },
      perSecond,
    ],
    prepare: async () => {
      const prepared = await prepareKafka();
      for (const batch of batches(prepared.messages)) await prepared.bus.publish(batch);
      return {
        round: async () => {
          const through = await consumeThroughBus(prepared);
          return [(await consumeBare(prepared)) / through, (count * 1_000) / through];
        },
        end: prepared.end,
      };
    },
  },
];
