import { DependencyAway } from '@rollcall/event-sourcing';
import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import type { Partition } from './partition.js';
import { nameOf } from './partition.js';
import { endWithin, within } from './within.js';

/** A message on its way to its partition. */
export type OutgoingMessage = Readonly<{ message: Message & { key: string } } & Partition>;

/**
 * Sends to the brokers, one request at a time, so that nothing overtakes anything: idempotent, stored by all in-sync
 * copies before it resolves. A send that takes too long is rejected, and still keeps the next ones waiting until it has
 * come to its end: it may arrive all the same.
 */
export class OneByOneProducer {
  readonly #kafka: Pick<Kafka, 'producer'>;
  readonly #limit: number;
  #producer: Promise<Producer> | undefined;
  /** Resolves when the request under way has come to its end, one way or the other. */
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(kafka: Pick<Kafka, 'producer'>, limit: number) {
    this.#kafka = kafka;
    this.#limit = limit;
  }

  /** @throws DependencyAway when the messages may not have been stored. */
  send(messages: readonly OutgoingMessage[]): Promise<void> {
    let late = false;
    const sent = this.#underWay.then(() => (late ? undefined : this.#send(messages)));
    this.#underWay = sent.catch(() => undefined);
    return within(this.#limit, sent, () => {
      late = true;
      return new DependencyAway(`Kafka has not stored the messages within ${this.#limit} ms.`);
    });
  }

  async disconnect(): Promise<void> {
    const producer = await this.#producer?.catch(() => undefined);
    if (producer) await producer.disconnect();
  }

  async #send(messages: readonly OutgoingMessage[]): Promise<void> {
    try {
      const producer = await (this.#producer ??= this.#connect());
      assertAllStored(messages, await producer.sendBatch({ acks: -1, topicMessages: byTopic(messages) }));
    } catch (error) {
      await this.#startOver();
      const why = error instanceof Error ? error.message : String(error);
      throw new DependencyAway(`Kafka has not stored the messages: ${why}`, { cause: error });
    }
  }

  async #connect(): Promise<Producer> {
    const producer = this.#kafka.producer({
      ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
      // It has to try for ever, or its numbering of messages breaks; time is bounded in `send`.
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: Number.MAX_SAFE_INTEGER },
    });
    await producer.connect();
    return producer;
  }

  /** After an error the numbering of messages is in doubt: a new producer has a new one. */
  async #startOver(): Promise<void> {
    const producer = await this.#producer?.catch(() => undefined);
    this.#producer = undefined;
    if (producer) await endWithin(1_000, producer.disconnect());
  }
}

/**
 * When a partition's leader moves while a request is repeated, kafkajs may leave that partition out and still resolve.
 */
function assertAllStored(messages: readonly OutgoingMessage[], stored: readonly RecordMetadata[]): void {
  const places = new Set(stored.map(({ topicName, partition }) => nameOf({ topic: topicName, partition })));
  const missing = messages.find((message) => !places.has(nameOf(message)));
  if (missing) throw new Error(`nothing was stored on ${nameOf(missing)}`);
}

function byTopic(messages: readonly OutgoingMessage[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, partition, message } of messages) {
    const found = topics.get(topic);
    if (found) found.push({ ...message, partition });
    else topics.set(topic, [{ ...message, partition }]);
  }
  return [...topics].map(([topic, batch]) => ({ topic, messages: batch }));
}
