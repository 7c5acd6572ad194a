import type { MessageBus } from '@rollcall/event-sourcing';
import { createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import type { createTestCryptography } from '@rollcall/testing';
import type { Admin, KafkaMessage } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { KafkaMessageBusOptions } from '../src/kafka-options.js';
import { createKafkaMessageBus } from '../src/kafka-message-bus.js';
import { Topics } from '../src/topics.js';

/** A silent member's partitions are free after this long, ms. */
export const sessionTimeoutMs = 3_000;

/** A bus as tests open it. */
export function openBus(
  brokers: readonly string[],
  cryptography: ReturnType<typeof createTestCryptography>,
  more: Partial<KafkaMessageBusOptions> = {},
): MessageBus {
  return createKafkaMessageBus({
    connection: { brokers, clientId: 'suite' },
    topics: { replicationFactor: 1 },
    codec: createMessageCodec({ cryptography }),
    scheduler: createScheduler({ nextTurn: setImmediate }),
    clock: { now: () => new Date(), sleepUntil: () => Promise.reject(new Error('The bus sleeps in real time only.')) },
    sessionTimeoutMs,
    ...more,
  });
}

/** A client beside the bus, as somebody else's program would be. */
export const plainClient = (brokers: readonly string[]): Kafka =>
  new Kafka({ brokers: [...brokers], clientId: 'plain', logLevel: logLevel.NOTHING });

/** Puts a value on a topic that no bus has encoded. */
export async function plant(kafka: Kafka, topic: string, key: string, value: string | Buffer): Promise<void> {
  const topics = new Topics(kafka.admin(), { replicationFactor: 1 });
  await topics.ensure([topic]);
  await topics.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ key, value }] });
  await producer.disconnect();
}

/** All that the topics hold, keys and headers included. */
export async function textOf(kafka: Kafka): Promise<string> {
  const topics = await withAdmin(kafka, (admin) => admin.listTopics());
  const texts: string[] = [];
  for (const topic of topics.filter((name) => name.startsWith('rollcall'))) {
    for (const message of await messagesOf(kafka, topic)) texts.push(JSON.stringify(message), String(message.value));
  }
  return texts.join('\n');
}

/** All messages of a topic, each partition's in order. */
export async function messagesOf(kafka: Kafka, topic: string): Promise<readonly KafkaMessage[]> {
  const ends = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const waiting = new Map(
    ends
      .filter(({ low, high }) => Number(high) > Number(low))
      .map(({ partition, high }) => [partition, Number(high)] as const),
  );
  if (waiting.size === 0) return [];
  const messages: KafkaMessage[] = [];
  const { promise: read, resolve } = Promise.withResolvers<void>();
  const consumer = kafka.consumer({ groupId: `plain-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      messages.push(...batch.messages);
      if (Number(batch.lastOffset()) + 1 >= (waiting.get(batch.partition) ?? 0)) waiting.delete(batch.partition);
      if (waiting.size === 0) resolve();
    },
  });
  await read;
  await consumer.disconnect();
  return messages;
}

/** Asks the brokers something. */
export async function withAdmin<T>(kafka: Kafka, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}
