import type {
  Envelope,
  Handling,
  MessageBus,
  ParkedMessage,
  ParkedMessages,
  Subscription,
} from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import type { Kafka } from 'kafkajs';
import { Connections } from './connections.js';
import { GroupSubscription } from './group-subscription.js';
import { createKafkaClient } from './kafka-client.js';
import type { KafkaMessageBusOptions } from './kafka-options.js';
import { Observer } from './observer.js';
import { OneByOneProducer } from './one-by-one-producer.js';
import type { ParkedEntry } from './parked-record.js';
import { ParkedTopic } from './parked-topic.js';
import { Publisher } from './publisher.js';
import { Signal } from './signal.js';
import { parkedTopicName } from './topic-settings.js';
import { Topics } from './topics.js';
import { endWithin } from './within.js';

/** The port, and what it needs of the brokers before anything begins. */
export type KafkaMessageBus = MessageBus &
  Readonly<{
    /**
     * Makes these topics, and the one of parked messages, where they are missing. What is not asked here shows with the
     * topic's first use. @throws TopicMismatch for one that is there and set otherwise, DependencyAway when no broker answers.
     */
    prepare: (topics: readonly string[]) => Promise<void>;
  }>;

/**
 * The message bus on Kafka: topics of 12 partitions, in order per key, groups that share their work (KRN-08 … KRN-11).
 * Returns at once; brokers are looked for with the first use.
 */
export function createKafkaMessageBus(options: KafkaMessageBusOptions): KafkaMessageBus {
  return new BusOnKafka(options);
}

/** How long each step of closing may take, ms; what is cut off is repeated or noticed by the brokers. */
const closeWithin = 3_000;

class BusOnKafka implements KafkaMessageBus {
  readonly parked: ParkedMessages;
  readonly #options: KafkaMessageBusOptions;
  readonly #connections = new Connections();
  readonly #kafka: Kafka;
  readonly #topics: Topics;
  readonly #producer: OneByOneProducer;
  readonly #publisher: Publisher;
  readonly #parkedTopic: ParkedTopic;
  readonly #moved = new Signal();
  readonly #groups = new Set<GroupSubscription>();
  readonly #observers = new Set<Observer>();
  #closing: Promise<void> | undefined;

  constructor(options: KafkaMessageBusOptions) {
    const { connection, codec, clock } = options;
    this.#options = options;
    this.#kafka = createKafkaClient(connection, this.#connections, options.log ?? (() => undefined));
    this.#topics = new Topics(this.#kafka.admin(), options.topics);
    this.#producer = new OneByOneProducer(this.#kafka, options.publishTimeoutMs ?? 10_000);
    this.#publisher = new Publisher({ producer: this.#producer, codec, topics: this.#topics });
    this.#parkedTopic = new ParkedTopic({
      ...{ kafka: this.#kafka, topics: this.#topics, producer: this.#producer, clock, moved: this.#moved },
      ...{ clientId: connection.clientId, topic: options.parkedTopic ?? parkedTopicName },
      changed: () => {
        for (const group of this.#groups) group.wake();
      },
    });
    this.parked = this.#parkedMessages();
  }

  async prepare(topics: readonly string[]): Promise<void> {
    this.#assertOpen();
    await this.#topics.ensure(topics);
    await this.#topics.ensureTable(this.#options.parkedTopic ?? parkedTopicName);
  }

  async publish(messages: readonly Envelope[]): Promise<void> {
    this.#assertOpen();
    if (messages.length > 0) await this.#publisher.publish(messages);
  }

  async consume(group: string, topics: readonly string[], handling: Handling): Promise<Subscription> {
    this.#assertOpen();
    const { codec, scheduler, sessionTimeoutMs = 30_000 } = this.#options;
    const subscription = new GroupSubscription({
      ...{ group, subscribed: topics, handling, codec, scheduler, sessionTimeoutMs },
      ...{ kafka: this.#kafka, topics: this.#topics, parked: this.#parkedTopic },
      ended: (ended) => this.#groups.delete(ended),
    });
    this.#groups.add(subscription);
    return this.#started(subscription, subscription.start());
  }

  async observe(topics: readonly string[], handle: (message: Envelope) => void): Promise<Subscription> {
    this.#assertOpen();
    const observer = new Observer({
      ...{ observed: topics, handle, codec: this.#options.codec, topics: this.#topics },
      ...{ kafka: this.#kafka, clientId: this.#options.connection.clientId },
      ended: (ended) => this.#observers.delete(ended),
    });
    this.#observers.add(observer);
    return this.#started(observer, observer.start());
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Nothing stays behind of what could not start. */
  async #started<S extends Subscription>(subscription: S, starting: Promise<void>): Promise<S> {
    try {
      await starting;
      return subscription;
    } catch (error) {
      await subscription[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #close(): Promise<void> {
    await endWithin(closeWithin, this.#publisher.idle());
    await Promise.all([...this.#groups, ...this.#observers].map((subscription) => subscription[Symbol.asyncDispose]()));
    this.#moved.close(closed());
    const ending = [this.#parkedTopic.stop(), this.#producer.disconnect(), this.#topics.disconnect()];
    await endWithin(closeWithin, Promise.all(ending));
    this.#connections.close();
  }

  #parkedMessages(): ParkedMessages {
    const parked = this.#parkedTopic;
    const known = async (): Promise<void> => {
      this.#assertOpen();
      await parked.current();
    };
    return {
      list: async (group) => {
        await known();
        return parked.list(group).map(([id, entry]) => described(id, entry));
      },
      redrive: async (group, key) => {
        await known();
        await parked.redrive(group, key);
      },
      skip: async (id) => {
        await known();
        await parked.skip(Buffer.from(id, 'base64url').toString());
      },
    };
  }

  #assertOpen(): void {
    if (this.#closing) throw closed();
  }
}

/** Ids may stand in an address. */
function described(id: string, { group, message, place, reason, parkedAt }: ParkedEntry): ParkedMessage {
  const { key, headers } = message.received;
  const type = headers['ce_type'] ?? '';
  return { id: Buffer.from(id).toString('base64url'), group, topic: message.topic, key, type, reason, place, parkedAt };
}

const closed = (): StoreClosed => new StoreClosed('The message bus is closed.');
