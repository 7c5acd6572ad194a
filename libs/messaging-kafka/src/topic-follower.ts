import { randomUUID } from 'node:crypto';
import type { SubscriptionStatus } from '@rollcall/event-sourcing';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { Partition } from './partition.js';
import { nameOf } from './partition.js';
import type { StoredMessage } from './stored-message.js';
import { storedMessage } from './stored-message.js';
import type { Extent } from './topics.js';
import { RunningConsumer } from './running-consumer.js';

/** What a follower works with. */
export type FollowerPorts = Readonly<{
  kafka: Kafka;
  clientId: string;
  topics: readonly string[];
  handle: (messages: readonly StoredMessage[]) => void | Promise<void>;
  /** Its position or its status has changed. */
  moved: () => void;
}>;

/**
 * Sees every message of some topics from given places on, and remembers nothing: a group of its own without offsets, so
 * that every follower sees all of them.
 */
export class TopicFollower {
  readonly id: string;
  status: SubscriptionStatus = 'starting';
  readonly #ports: FollowerPorts;
  readonly #running: RunningConsumer;
  #positions = new Map<string, number>();
  #stopping: Promise<void> | undefined;

  constructor(ports: FollowerPorts) {
    this.#ports = ports;
    this.id = `${ports.clientId}.observer/${randomUUID()}`;
    this.#running = new RunningConsumer({
      kafka: ports.kafka,
      configuration: { groupId: this.id },
      run: {
        autoCommit: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: (payload) => this.#receive(payload),
      },
      crashed: (restarts) => this.#change(restarts ? 'paused' : 'failed'),
    });
    const { consumer } = this.#running;
    consumer.on(consumer.events.GROUP_JOIN, () => this.#joined());
  }

  /** Begins at these places. */
  async start(from: ReadonlyMap<string, number>): Promise<void> {
    this.#positions = new Map(from);
    await this.#running.start(this.#ports.topics, false);
  }

  /** Whether it has seen everything that these partitions hold. */
  hasReached(extents: ReadonlyMap<string, Extent>): boolean {
    return [...extents].every(([name, { low, high }]) => high <= low || (this.#positions.get(name) ?? 0) >= high);
  }

  /** How many messages it has not seen yet. */
  behind(extents: ReadonlyMap<string, Extent>): number {
    const each = [...extents].map(([name, { low, high }]) =>
      Math.max(0, high - Math.max(low, this.#positions.get(name) ?? 0)),
    );
    return each.reduce((sum, count) => sum + count, 0);
  }

  stop(status: 'stopped' | 'failed' = 'stopped'): Promise<void> {
    this.#change(status);
    return (this.#stopping ??= this.#running.stop());
  }

  async #receive({ batch }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    const position = this.#positions.get(nameOf(batch)) ?? 0;
    const messages = batch.messages.map((message) => storedMessage({ topic, partition }, message));
    await this.#ports.handle(messages.filter(({ offset }) => offset >= position));
    this.#positions.set(nameOf(batch), Number(batch.lastOffset()) + 1);
    this.#ports.moved();
  }

  /** Before anything is fetched in the new generation: it goes on where it was, not at the end. */
  #joined(): void {
    for (const { topic, partition, offset } of this.#places()) {
      this.#running.consumer.seek({ topic, partition, offset: String(offset) });
    }
    this.#change('live');
  }

  #places(): readonly (Partition & { offset: number })[] {
    return [...this.#positions].map(([name, offset]) => {
      const slash = name.lastIndexOf('/');
      return { topic: name.slice(0, slash), partition: Number(name.slice(slash + 1)), offset };
    });
  }

  #change(status: SubscriptionStatus): void {
    if (this.status === 'stopped' || this.status === 'failed') return;
    this.status = status;
    this.#ports.moved();
  }
}
