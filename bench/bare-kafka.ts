import type { Envelope, MessageCodec } from '@rollcall/event-sourcing';
import type { Message } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';

/** The client alone, beside the bus: the same texts, in the same batches, as safely stored. */
export class BareKafka {
  private readonly kafka: Kafka;

  constructor(brokers: readonly string[]) {
    this.kafka = new Kafka({ brokers: [...brokers], clientId: 'bare', logLevel: logLevel.NOTHING });
  }

  /** Sends messages that were encoded before, so many at once. */
  async publish(topic: string, messages: readonly Message[], atOnce: number): Promise<void> {
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (let from = 0; from < messages.length; from += atOnce) {
      await producer.send({ topic, acks: -1, messages: messages.slice(from, from + atOnce) });
    }
    await producer.disconnect();
  }

  /** A new group reads so many messages from the beginning, and decodes nothing; resolves to how to end it. */
  async read(topic: string, count: number): Promise<() => Promise<void>> {
    const consumer = this.kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 500 });
    const { promise: read, resolve } = Promise.withResolvers<void>();
    let seen = 0;
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
    return () => consumer.disconnect();
  }
}

/** A message as the bus sends it. */
export async function encoded(codec: MessageCodec, message: Envelope): Promise<Message> {
  const { key, headers, value } = await codec.encode(message);
  return { key, headers: { ...headers }, value };
}
