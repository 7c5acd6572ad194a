import type { EncodedMessage, Envelope, Handling, MessageCodec } from '@rollcall/event-sourcing';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryGroup } from './memory-group.js';
import type { MemoryMember } from './memory-group.js';
import type { MemoryPartition, MemoryRecord } from './memory-topics.js';
import { MemoryTopics, partitionName } from './memory-topics.js';

/** How the topics in memory behave. */
export type MemoryBrokerOptions = Readonly<{
  codec: MessageCodec;
  /** `at-once`: messages go out by themselves, as with a real bus. `by-hand`: only when a test says so. */
  delivery: 'at-once' | 'by-hand';
  now: () => Date;
}>;
/** Sees every message of its topics. */
export type MemoryObserver = Readonly<{ topics: readonly string[]; show: (message: Envelope) => void }>;

/** What all buses on the same topics share: the topics, the groups' places, and who observes. */
export class MemoryBroker {
  readonly topics: MemoryTopics;
  readonly groups = new Map<string, MemoryGroup>();
  readonly observers = new Set<MemoryObserver>();
  readonly #options: MemoryBrokerOptions;
  readonly #pumping = new Set<string>();
  #moved = Promise.withResolvers<void>();
  #published: Promise<unknown> = Promise.resolve();

  constructor(options: MemoryBrokerOptions) {
    this.#options = options;
    this.topics = new MemoryTopics(options.codec);
  }

  /** Stores messages in the order of the calls, however long each takes to encode. */
  publish(messages: readonly Envelope[]): Promise<void> {
    const encoded = this.topics.encode(messages);
    const published = Promise.all([encoded, this.#published]).then(([rows]) => this.append(rows));
    this.#published = published.catch(() => undefined);
    return published;
  }

  async append(rows: readonly Readonly<{ topic: string; encoded: EncodedMessage }>[]): Promise<void> {
    const records = rows.map(({ topic, encoded }) => this.topics.append(topic, encoded));
    for (const record of records) await this.#show(record);
    for (const record of records) this.#pumpAll(record);
    this.raise();
  }

  group(name: string): MemoryGroup {
    const group = this.groups.get(name) ?? new MemoryGroup(name, this.topics, this.#options.now);
    this.groups.set(name, group);
    return group;
  }

  join(name: string, topics: readonly string[], handling: Handling): MemoryMember {
    const member = { topics, handling, gone: false };
    this.group(name).join(member);
    this.pumpGroup(name, topics);
    return member;
  }

  async leave(name: string, member: MemoryMember): Promise<void> {
    await this.group(name).leave(member);
    this.pumpGroup(name, member.topics);
    this.raise();
  }

  /** Members that have gone silent lose their partitions to the others. */
  expire(): void {
    this.#pumping.clear();
    for (const group of this.groups.values()) group.expire();
  }

  pumpGroup(name: string, topics: readonly string[]): void {
    for (const place of this.topics.partitions(topics)) void this.#pump(name, place);
  }

  raise(): void {
    const { resolve } = this.#moved;
    this.#moved = Promise.withResolvers();
    resolve();
  }

  /** Resolves once `holds` does. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.#moved.promise;
  }

  #pumpAll(place: MemoryPartition): void {
    for (const name of this.groups.keys()) void this.#pump(name, place);
  }

  /** Hands over what lies in a partition, until it is empty or nobody is there; a fault is tried again after a moment. */
  async #pump(name: string, place: MemoryPartition): Promise<void> {
    const pump = `${name}|${partitionName(place)}`;
    const group = this.groups.get(name);
    if (this.#options.delivery === 'by-hand' || !group || this.#pumping.has(pump)) return;
    this.#pumping.add(pump);
    for (let attempt = 1; group.memberOf(place) && group.position(place) < this.topics.length(place);) {
      const result = await group.step(place, 500);
      if (result === 'away') {
        group.away.add(partitionName(place));
        await sleep(Math.min(2 ** attempt++, 100), undefined, { ref: false });
      } else {
        group.away.delete(partitionName(place));
        attempt = 1;
      }
      this.raise();
    }
    this.#pumping.delete(pump);
  }

  async #show(record: MemoryRecord): Promise<void> {
    for (const observer of this.observers) {
      if (observer.topics.includes(record.topic)) observer.show(await this.topics.decode(record));
    }
  }
}
