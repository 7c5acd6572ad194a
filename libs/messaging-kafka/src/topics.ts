import { DependencyAway } from '@rollcall/event-sourcing';
import kafkajs, { type Admin, type ITopicConfig, type PartitionMetadata } from 'kafkajs';
import type { KafkaTopicSettings } from './kafka-options.js';
import { nameOf } from './partition.js';
import { pause } from './pause.js';
import { copiesBeforeAnswer, messageTopic, mismatch, tableTopic, type TopicSettings } from './topic-settings.js';
import { within } from './within.js';

/** The messages of one partition: from `low` on, up to and without `high`. */
export type Extent = Readonly<{ low: number; high: number }>;

/** A topic is there, but not as this bus needs it: a sentence that says in what, and what mends it. */
export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

const answerWithin = 10_000;

/** Makes topics, checks those that exist, and tells how far they and their groups have come. */
export class Topics {
  readonly #admin: Admin;
  readonly #settings: KafkaTopicSettings;
  readonly #known = new Map<string, Promise<void>>();
  #connected: Promise<void> | undefined;

  constructor(admin: Admin, settings: KafkaTopicSettings) {
    this.#admin = admin;
    this.#settings = settings;
  }

  /**
   * Topics of contract events: kept for good, 12 partitions.
   * @throws TopicMismatch when one is there that forgets, or has another number of partitions.
   */
  async ensure(topics: readonly string[]): Promise<void> {
    await this.#ensureAll(topics, messageTopic);
  }

  /** A topic whose records replace earlier ones of their key. @throws TopicMismatch as {@link ensure}. */
  async ensureTable(topic: string): Promise<void> {
    await this.#ensureAll([topic], tableTopic);
  }

  /** Where the partitions of a topic begin and end, by {@link nameOf}. */
  async extents(topics: readonly string[]): Promise<ReadonlyMap<string, Extent>> {
    const found = await this.#ask((admin) =>
      Promise.all(topics.map(async (topic) => told(topic, await admin.fetchTopicOffsets(topic)))),
    );
    return new Map(
      found.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, low, high }): [string, Extent] => [
          nameOf({ topic, partition }),
          { low: Number(low), high: Number(high) },
        ]),
      ),
    );
  }

  /** How far a group has come, by {@link nameOf}; a partition it has committed nothing of is missing. */
  async committed(group: string, topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = await this.#ask(async (admin) => {
      const answer = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      return topics.map((topic) => told(topic, answer.find((of) => of.topic === topic)?.partitions ?? []));
    });
    return new Map(
      found.flatMap(({ topic, partitions }) =>
        partitions
          .filter(({ offset }) => Number(offset) >= 0)
          .map(({ partition, offset }): [string, number] => [nameOf({ topic, partition }), Number(offset)]),
      ),
    );
  }

  /** Whether any member of the group lives, as far as the brokers know. */
  async isConsumed(group: string): Promise<boolean> {
    const { groups } = await this.#ask((admin) => admin.describeGroups([group]));
    return groups.some(({ members }) => members.length > 0);
  }

  async disconnect(): Promise<void> {
    await this.#connected?.catch(() => undefined);
    await this.#admin.disconnect();
  }

  async #ensureAll(topics: readonly string[], settings: TopicSettings): Promise<void> {
    await Promise.all(
      topics.map((topic) => {
        const known = this.#known.get(topic) ?? this.#ensure(topic, settings);
        this.#known.set(topic, known);
        // What failed is tried again by whoever comes next.
        known.catch(() => this.#known.delete(topic));
        return known;
      }),
    );
  }

  async #ensure(topic: string, settings: TopicSettings): Promise<void> {
    const { replicationFactor } = this.#settings;
    const config = { ...settings.config, 'min.insync.replicas': String(copiesBeforeAnswer(replicationFactor)) };
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    const wanted: ITopicConfig = { topic, numPartitions: settings.partitions, replicationFactor, configEntries };
    const found = await this.#ask(async (admin) => {
      // kafkajs's own waiting fails where the brokers learn of the topic a moment later.
      await admin.createTopics({ topics: [wanted], waitForLeaders: false });
      return { partitions: (await known(admin, topic)).length, config: await configOf(admin, topic, settings) };
    });
    const wrong = mismatch(settings, found);
    if (wrong) throw new TopicMismatch(`The Kafka topic ${topic} ${wrong}.`);
  }

  /** One question to the brokers, with a limit of its own. */
  async #ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    this.#connected ??= this.#admin.connect();
    // A first connection that failed is tried again.
    this.#connected.catch(() => (this.#connected = undefined));
    const until = performance.now() + answerWithin;
    const asked = this.#connected.then(() => askUntil(until, () => question(this.#admin)));
    try {
      return await within(answerWithin, asked, () => new DependencyAway('Kafka does not answer.'));
    } catch (error) {
      throw error instanceof DependencyAway ? error : new DependencyAway(`Kafka: ${describe(error)}`, { cause: error });
    }
  }
}

/**
 * What was answered about a topic's partitions. kafkajs answers of none, as if that were all, when another question has just
 * made it look at other topics; taken for an answer, a group would seem to have committed nothing.
 */
function told<P>(topic: string, partitions: readonly P[]): Readonly<{ topic: string; partitions: readonly P[] }> {
  if (partitions.length === 0) throw new Error(`nothing was told of the partitions of ${topic}`);
  return { topic, partitions };
}

/** Brokers that are changing places say no for a moment, which kafkajs does not always wait out. */
async function askUntil<T>(until: number, question: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await question();
    } catch (error) {
      if (performance.now() > until || (error as Partial<{ retriable: boolean }>).retriable === false) throw error;
      await pause(100);
    }
  }
}

/** What is set of a topic, by the names that matter. */
async function configOf(admin: Admin, topic: string, { config }: TopicSettings): Promise<TopicSettings['config']> {
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(config) };
  const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false });
  const entries = resources.flatMap(({ configEntries }) => configEntries);
  return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
}

/** A topic's partitions, once the brokers know it and each has a leader. */
async function known(admin: Admin, topic: string): Promise<readonly PartitionMetadata[]> {
  const until = performance.now() + answerWithin;
  while (true) {
    const partitions = await admin.fetchTopicMetadata({ topics: [topic] }).then(
      ({ topics }) => topics[0]?.partitions ?? [],
      (error: unknown) => {
        if ((error as Partial<{ type: string }>).type === 'UNKNOWN_TOPIC_OR_PARTITION') return [];
        throw error;
      },
    );
    if (partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)) return partitions;
    if (performance.now() > until) throw new DependencyAway(`The topic ${topic} has no leaders.`);
    await pause(50);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
