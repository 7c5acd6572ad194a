import type { Clock } from '@rollcall/event-sourcing';
import { DependencyAway, NoMember } from '@rollcall/event-sourcing';
import type { Kafka, Message } from 'kafkajs';
import type { OneByOneProducer } from './one-by-one-producer.js';
import type { ParkedEntry, RedriveRequest } from './parked-record.js';
import { entryId, readRecord, redriveId, writeEntry, writeRedrive, writeRemoval } from './parked-record.js';
import { ParkedTable } from './parked-table.js';
import type { Partition } from './partition.js';
import { nameOf } from './partition.js';
import { pause } from './pause.js';
import { sendInParts } from './publisher.js';
import type { Signal } from './signal.js';
import type { StoredMessage } from './stored-message.js';
import { TopicFollower } from './topic-follower.js';
import type { Topics } from './topics.js';
import { within } from './within.js';

/** What the parked topic is kept with. */
export type ParkedTopicPorts = Readonly<{
  kafka: Kafka;
  clientId: string;
  topic: string;
  topics: Topics;
  producer: OneByOneProducer;
  clock: Clock;
  /** Raised whenever something about parked messages has changed. */
  moved: Signal;
  changed: () => void;
}>;

/** How many messages may wait behind a parked one before their partition stops (KRN-11). */
const waitingLimit = 1_000;
const reachWithin = 10_000;

/**
 * The messages set aside, on a compacted topic that every process follows: durable before their group's offset moves past
 * them. Whoever owns a partition in a group writes about its messages; others only ask, by a redrive.
 */
export class ParkedTopic {
  readonly #ports: ParkedTopicPorts;
  readonly #table = new ParkedTable();
  #starting: Promise<TopicFollower> | undefined;
  #running: TopicFollower | undefined;

  constructor(ports: ParkedTopicPorts) {
    this.#ports = ports;
  }

  /** Resolves when everything is known that was written before the call, by whomever. */
  async current(): Promise<void> {
    const { topic, topics, moved } = this.#ports;
    const follower = await this.#follower();
    const extents = await topics.extents([topic]);
    const away = () => new DependencyAway('The parked messages cannot be read.');
    await within(
      reachWithin,
      moved.until(() => follower.hasReached(extents)),
      away,
    );
  }

  /** Whether messages of this key have to wait in this group. */
  holds(group: string, message: StoredMessage): boolean {
    return this.#table.count(group, message, message.received.key) > 0;
  }

  /** Sets a message aside as the one that failed. */
  async park(group: string, message: StoredMessage, reason: string): Promise<void> {
    await this.#write([writeEntry(this.#entry(group, message, 'cause', reason))]);
  }

  /**
   * Lets messages wait behind their keys' parked ones; answers how many found a place: fewer when more than 1,000 of a key
   * would wait. What is parked already stays as it is.
   */
  async wait(group: string, messages: readonly StoredMessage[]): Promise<number> {
    const more = new Map<string, number>();
    const isParked = (message: StoredMessage) => this.#table.entry(entryId(group, message)) !== undefined;
    const full = messages.findIndex((message) => {
      if (isParked(message)) return false;
      const { key } = message.received;
      const waiting = this.#table.count(group, message, key) + (more.get(key) ?? 0);
      more.set(key, (more.get(key) ?? 0) + 1);
      return waiting > waitingLimit;
    });
    const placed = full < 0 ? messages : messages.slice(0, full);
    const reason = 'waits behind an earlier message of its key';
    const fresh = placed.filter((message) => !isParked(message));
    await this.#write(fresh.map((message) => writeEntry(this.#entry(group, message, 'behind', reason))));
    return placed.length;
  }

  list(group?: string): ReturnType<ParkedTable['list']> {
    return this.#table.list(group);
  }

  /**
   * Asks whoever owns the key's partitions to hand its messages over again; resolves when that has happened.
   * @throws NoMember when nobody of the group is there.
   */
  async redrive(group: string, key: string): Promise<void> {
    const places = this.#table.list(group).filter(([, { message }]) => message.received.key === key);
    const requests = new Map(
      places.map(([, { message }]): [string, RedriveRequest] => {
        const request = { group, key, topic: message.topic, partition: message.partition };
        return [redriveId(request), request];
      }),
    );
    if (requests.size === 0) return;
    await this.#assertConsumed(group);
    await this.#write([...requests.values()].map(writeRedrive));
    await this.#handedOver(group, key);
  }

  /**
   * Drops one parked cause and asks for those behind it to be handed over; anything else is left as it is.
   * @throws NoMember when nobody of the group is there to take those behind it.
   */
  async skip(id: string): Promise<void> {
    const entry = this.#table.entry(id);
    if (entry?.place !== 'cause') return;
    const { group, message } = entry;
    const { topic, partition, received } = message;
    if (this.#table.count(group, message, received.key) === 1) return this.#write([writeRemoval(id)]);
    await this.#assertConsumed(group);
    await this.#write([writeRemoval(id), writeRedrive({ group, topic, partition, key: received.key })]);
    await this.#handedOver(group, received.key);
  }

  /** Whether messages of this group (and key) are still to be handed over again. */
  isDue(group: string, key?: string): boolean {
    return this.#table.redrives(group).some((request) => key === undefined || request.key === key);
  }

  /** A key of these partitions that is to be handed over again. */
  nextDue(group: string, owns: (place: Partition) => boolean): RedriveRequest | undefined {
    return this.#table.redrives(group).find(owns);
  }

  /** What of a redriven key waits, in order. */
  due(request: RedriveRequest): readonly StoredMessage[] {
    return this.#table.entries(request).map(({ message }) => message);
  }

  /** What was handed over again and went well leaves; a message that failed again is its key's cause, and ends the redrive. */
  async handedOver(
    request: RedriveRequest,
    gone: readonly StoredMessage[],
    failed: Readonly<{ message: StoredMessage; reason: string }> | undefined,
  ): Promise<void> {
    const { group } = request;
    const records = gone.map((message) => writeRemoval(entryId(group, message)));
    if (failed) records.push(writeEntry(this.#entry(group, failed.message, 'cause', failed.reason)));
    if (failed || this.due(request).length === gone.length) records.push(writeRemoval(redriveId(request)));
    await this.#write(records);
  }

  /** Whether what is parked cannot be known any more: nothing may be handled in its place. */
  get failed(): boolean {
    return this.#running?.status === 'failed';
  }

  async stop(): Promise<void> {
    const follower = await this.#starting?.catch(() => undefined);
    await follower?.stop();
  }

  async #handedOver(group: string, key: string): Promise<void> {
    while (this.isDue(group, key)) {
      const done = this.#ports.moved.until(() => !this.isDue(group, key));
      await Promise.race([done, pause(1_000)]);
      // Who was to take them may have gone.
      if (this.isDue(group, key)) await this.#assertConsumed(group);
    }
  }

  async #assertConsumed(group: string): Promise<void> {
    if (!(await this.#ports.topics.isConsumed(group))) throw new NoMember(group);
  }

  #entry(group: string, message: StoredMessage, place: ParkedEntry['place'], reason: string): ParkedEntry {
    // Parked again, it has been waiting since the first time.
    const parkedAt = this.#table.entry(entryId(group, message))?.parkedAt ?? this.#ports.clock.now();
    return { group, message, place, reason, parkedAt };
  }

  /** What is written counts once it has come back: what is known here is what the topic says. */
  async #write(records: readonly (Message & { key: string })[]): Promise<void> {
    if (records.length === 0) return;
    const { producer, topic } = this.#ports;
    await sendInParts(
      producer,
      records.map((message) => ({ topic, partition: 0, message })),
    );
    await this.current();
  }

  #follower(): Promise<TopicFollower> {
    this.#starting ??= this.#start();
    // What failed is tried again by whoever comes next.
    this.#starting.catch(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #start(): Promise<TopicFollower> {
    const { kafka, clientId, topic, topics, moved, changed } = this.#ports;
    await topics.ensureTable(topic);
    const follower = new TopicFollower({
      ...{ kafka, clientId, topics: [topic] },
      handle: (messages) => {
        for (const message of messages) {
          const record = readRecord(message);
          if (record) this.#table.apply(record);
        }
      },
      moved: () => {
        moved.raise();
        changed();
      },
    });
    await follower.start(new Map([[nameOf({ topic, partition: 0 }), 0]]));
    this.#running = follower;
    return follower;
  }
}
