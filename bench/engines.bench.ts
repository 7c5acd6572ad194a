import type { Envelope, MessageBus } from '@rollcall/event-sourcing';
import { createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import { createKafkaMessageBus } from '@rollcall/messaging-kafka';
import { createTestCryptography } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import { runProcesses } from '../apps/standalone/test/harness/run-processes.js';
import { isMissing } from '../tools/engines/engine.js';
import { startKafka } from '../tools/engines/kafka.js';
import { startProductionServers } from '../tools/engines/production-servers.js';
import { BareKafka, encoded } from './bare-kafka.js';
import type { Benchmark } from './benchmark.js';
import { short } from './benchmark.js';
import { logOfThings, relayAll, thingTopic } from './relayed-log.js';
import { storyBenchmark } from './told-stories.js';

const count = short ? 2_000 : 20_000;
/** What a relay hands over at once. */
const atOnce = 500;

/** A broker with the bus on it and the bare client beside it, and the messages both carry. */
async function prepareKafka() {
  const engine = await startKafka();
  if (isMissing(engine)) throw new Error(`There is no Kafka to measure on: ${engine.missing}.`);
  console.log(`engines: Kafka runs on ${engine.runsOn}`);
  const codec = createMessageCodec({ cryptography: createTestCryptography() });
  const bus = createKafkaMessageBus({
    ...{ connection: { brokers: engine.brokers, clientId: 'bench' }, topics: { replicationFactor: 1 }, codec },
    scheduler: createScheduler({ nextTurn: setImmediate }),
    clock: { now: () => new Date(), sleepUntil: () => Promise.reject(new Error('Nothing here sleeps.')) },
  });
  const log = await logOfThings(count);
  const envelopes: Envelope[] = [];
  await relayAll(log, { publish: async (messages) => void envelopes.push(...messages) });
  const messages = await Promise.all(envelopes.map((envelope) => encoded(codec, envelope)));
  // The bus makes the topics for both, with everything set as it needs it.
  const bareTopic = 'rollcall.bare.v1';
  for (const topic of [thingTopic, bareTopic]) await bus.publish([{ ...envelopes[0]!, topic }]);
  const end = async (): Promise<void> => {
    await bus.close();
    await engine[Symbol.asyncDispose]();
  };
  return { bus, bare: new BareKafka(engine.brokers), bareTopic, log, messages, end };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The time until a new group of the bus has read as many messages, decoded. */
async function timeOfConsuming(bus: MessageBus): Promise<number> {
  const { promise: read, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  const start = performance.now();
  const subscription = await bus.consume(randomUUID(), [thingTopic], {
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

const throughKafka: Benchmark = {
  name: `${count} events by a relay through Kafka, and a new group that reads them in batches`,
  figures: [
    {
      figure: 'both together, speed as a share of bare kafkajs producing and consuming the same',
      goal: { atLeast: 0.5 },
    },
    { figure: 'the relay, from a log in memory, as a share of the bare idempotent producer' },
    { figure: 'the group as a share of the bare consumer, which decodes nothing' },
    { figure: 'events a second by the relay' },
    { figure: 'messages a second by the group' },
  ],
  async prepare() {
    const { bus, bare, bareTopic, log, messages, end } = await prepareKafka();
    const round = async () => {
      const relayed = await timeOf(() => relayAll(log, bus));
      const produced = await timeOf(() => bare.publish(bareTopic, messages, atOnce));
      const handled = await timeOfConsuming(bus);
      let leave: () => Promise<void> = async () => undefined;
      const consumed = await timeOf(async () => (leave = await bare.read(bareTopic, count)));
      await leave();
      const share = (produced + consumed) / (relayed + handled);
      return [share, produced / relayed, consumed / handled, (count * 1_000) / relayed, (count * 1_000) / handled];
    };
    return { round, end };
  },
};

/** Each deployable in a process of its own, on the three servers. */
async function productionInstallation() {
  const servers = await startProductionServers();
  if (isMissing(servers)) throw new Error(`There are no servers to measure on: ${servers.missing}.`);
  console.log(`engines: the production set runs on ${servers.runsOn}`);
  const installation = await runProcesses(servers.environment, 100_000);
  const end = async (): Promise<void> => {
    await installation.end();
    await servers[Symbol.asyncDispose]();
  };
  return { ...installation, watchMails: () => ({ arrival: installation.mailArrives, end: () => undefined }), end };
}

const production = { where: 'on the production set', open: productionInstallation };
/** Seconds each on what stands in for the servers here, so fewer than on the embedded set. */
const [oneByOne, together] = short ? [8, 32] : [20, 48];

/** The production set: the bus on Kafka beside the bare client, and what people wait for. */
export const benchmarks: readonly Benchmark[] = [
  throughKafka,
  storyBenchmark({ atOnce: 1, stories: oneByOne }, production),
  storyBenchmark({ atOnce: 16, stories: together }, production),
];
