import { randomUUID } from 'node:crypto';
import type { Handling, MessageCodec, Scheduler, Subscription, SubscriptionStatus } from '@rollcall/event-sourcing';
import { StoreClosed, backoff } from '@rollcall/event-sourcing';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { Assignment } from './group-member.js';
import { GroupMember } from './group-member.js';
import { GroupOffsets } from './group-offsets.js';
import type { ParkedTopic } from './parked-topic.js';
import type { Partition } from './partition.js';
import { nameOf } from './partition.js';
import { PartitionQueue } from './partition-queue.js';
import { pause } from './pause.js';
import { Signal } from './signal.js';
import { storedMessage } from './stored-message.js';
import type { Extent, Topics } from './topics.js';
import { endWithin } from './within.js';
import { Worker } from './worker.js';

/** What a member of a group works with. */
export type GroupPorts = Readonly<{
  group: string;
  subscribed: readonly string[];
  handling: Handling;
  kafka: Kafka;
  codec: MessageCodec;
  scheduler: Scheduler;
  topics: Topics;
  parked: ParkedTopic;
  sessionTimeoutMs: number;
  ended: (subscription: GroupSubscription) => void;
}>;

/** How long a fetch waits for a full queue before its partition is passed over, ms: the others must not wait for it. */
const patience = 200;
/** How often a partition's end is looked at beside what is fetched, ms: a paused one would seem to stand still. */
const lookEvery = 5_000;
/** How long a message under way may take to end when the bus closes, ms; then it is abandoned, and handled again. */
const finishWithin = 10_000;
/** How long the last commit may take, ms; without it some work is repeated. */
const commitWithin = 1_500;

/**
 * One member of a group: the brokers give it its share of the partitions, it works on each by itself, and moves the group's
 * offsets. What it knows of lag are its own partitions; the group's is the sum over its members.
 */
export class GroupSubscription implements Subscription {
  readonly id: string;
  readonly #ports: GroupPorts;
  readonly #member: GroupMember;
  readonly #offsets: GroupOffsets;
  readonly #moved = new Signal();
  readonly #workers = new Map<string, Worker>();
  /** When the last worker of each pile of partitions has ended. */
  readonly #ends = new Map<string, Promise<unknown>>();
  #queues: ReadonlyMap<string, PartitionQueue> = new Map();
  #opened: Promise<void> = Promise.resolve();
  #generation = 0;
  #state: 'starting' | 'running' | 'away' | 'stopped' | 'failed' = 'starting';
  #hasCaughtUp = false;
  readonly #looking: NodeJS.Timeout;

  constructor(ports: GroupPorts) {
    this.#ports = ports;
    this.id = `${ports.group}/${randomUUID()}`;
    this.#offsets = new GroupOffsets(() => this.#look());
    this.#member = new GroupMember({
      ...{ kafka: ports.kafka, group: ports.group, topics: ports.subscribed, sessionTimeoutMs: ports.sessionTimeoutMs },
      joined: (assignment) => this.#joined(assignment),
      interrupted: () => this.#stopWorkers(),
      crashed: (restarts) => this.#crashed(restarts),
      receive: (payload) => this.#receive(payload),
    });
    this.#looking = setInterval(() => void this.#measure().catch(() => undefined), lookEvery).unref();
  }

  /** Joins the group; the partitions come when the other members have let go of theirs. */
  async start(): Promise<void> {
    const { topics, parked, subscribed } = this.#ports;
    // Needed before the first message, and waited for there.
    parked.current().catch(() => undefined);
    await topics.ensure(subscribed);
    await this.#member.start();
  }

  get status(): SubscriptionStatus {
    if (this.#state === 'stopped' || this.#state === 'starting') return this.#state;
    if (this.#state === 'failed' || this.#ports.parked.failed) return 'failed';
    if (this.#state === 'away') return 'paused';
    if ([...this.#workers.values()].some(({ status }) => status === 'paused')) return 'paused';
    return this.#hasCaughtUp ? 'live' : 'catching-up';
  }

  get lag(): bigint {
    // Who has left follows nothing.
    return this.#state === 'stopped' ? 0n : BigInt(this.#behind());
  }

  async quiet(): Promise<void> {
    this.#assertRunning();
    const targets = await this.#ask(() => this.#ports.topics.extents(this.#ports.subscribed));
    while (true) {
      await this.#moved.until(() => {
        this.#assertRunning();
        return [...this.#queues].every(([name, queue]) => isReached(targets.get(name)!, queue.committed));
      });
      // Other members have the other partitions.
      const committed = await this.#ask(() => this.#committed());
      const all = [...targets].every(([name, extent]) => isReached(extent, committed.get(name)));
      if (all && !this.#ports.parked.isDue(this.#ports.group)) return;
      await pause(50);
    }
  }

  /** Something about parked messages has changed. */
  wake(): void {
    for (const worker of this.#workers.values()) worker.wake();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    clearInterval(this.#looking);
    this.#stopWorkers();
    await endWithin(finishWithin, Promise.all(this.#ends.values()));
    await endWithin(commitWithin, this.#offsets.end());
    for (const queue of this.#queues.values()) queue.lose();
    await this.#member.stop();
    this.#ports.ended(this);
    this.#moved.raise();
  }

  #joined({ places, continues }: Assignment): void {
    if (this.#state === 'stopped') return;
    this.#stopWorkers();
    const names = new Set(places.map(nameOf));
    const kept = new Map<string, PartitionQueue>();
    for (const [name, queue] of this.#queues) {
      // Who was away in between cannot know what others have done meanwhile.
      if (continues && names.has(name)) kept.set(name, queue);
      else queue.lose();
    }
    this.#queues = kept;
    // It fails once this member has ended.
    this.#opened = this.#open(places, ++this.#generation).catch(() => undefined);
  }

  /** Begins where the group stands on each partition. */
  async #open(places: readonly Partition[], generation: number): Promise<void> {
    const topics = [...new Set(places.map(({ topic }) => topic))];
    const [extents, committed] = await this.#ask(() =>
      Promise.all([this.#ports.topics.extents(topics), this.#committed()]),
    );
    if (generation !== this.#generation || this.#state === 'stopped') return;
    const queues = places.map((place): [string, PartitionQueue] => {
      const name = nameOf(place);
      const { low, high } = extents.get(name)!;
      const start = Math.max(low, committed.get(name) ?? 0);
      return [name, this.#queues.get(name) ?? new PartitionQueue(place, start, high)];
    });
    this.#queues = new Map(queues);
    const all = [...this.#queues.values()];
    if ('each' in this.#ports.handling) for (const queue of all) this.#work(nameOf(queue), [queue]);
    else if (all.length > 0) this.#work('all', all);
    this.#state = 'running';
    this.#look();
  }

  #work(pile: string, queues: readonly PartitionQueue[]): void {
    const { group, handling, codec, scheduler, parked } = this.#ports;
    const ports = { group, handling, codec, scheduler, parked };
    const mayWork = (signal: AbortSignal) => this.#member.mayWork(signal);
    const handled = (queue: PartitionQueue) => this.#offsets.handled(queue);
    this.#workers.set(pile, new Worker({ ...ports, mayWork, handled }, queues, this.#ends.get(pile)));
  }

  /** They finish what is under way; if the partition is lost meanwhile, that does not count. */
  #stopWorkers(): void {
    for (const [pile, worker] of this.#workers) this.#ends.set(pile, worker.stop());
    this.#workers.clear();
  }

  #crashed(restarts: boolean): void {
    this.#stopWorkers();
    if (this.#state === 'stopped') return;
    this.#state = restarts ? 'away' : 'failed';
    this.#moved.raise();
  }

  async #receive(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    this.#offsets.use((offsets) => payload.commitOffsetsIfNecessary(offsets));
    await this.#opened;
    const queue = this.#queues.get(nameOf(batch));
    // Not resolved: whoever has the partition then fetches it.
    if (!queue || queue.lost) return;
    if (Number(batch.firstOffset()) > queue.next) await this.#measure();
    // Fetched in an earlier generation, and something before it is missing: it comes again, with that.
    if (Number(batch.firstOffset()) > queue.next) return;
    const { topic, partition } = queue;
    const messages = batch.messages.map((message) => storedMessage({ topic, partition }, message));
    queue.add(messages, Number(batch.lastOffset()) + 1, Number(batch.highWatermark));
    payload.resolveOffset(batch.lastOffset());
    this.#workers.get('each' in this.#ports.handling ? nameOf(queue) : 'all')?.wake();
    if (!queue.isFull) return;
    const waiting = new AbortController();
    await Promise.race([queue.room(), pause(patience, waiting.signal)]);
    waiting.abort();
    if (queue.isFull) this.#member.passOver(queue, queue.room());
  }

  #committed(): Promise<ReadonlyMap<string, number>> {
    return this.#ports.topics.committed(this.#ports.group, this.#ports.subscribed);
  }

  async #measure(): Promise<void> {
    const extents = await this.#ports.topics.extents(this.#ports.subscribed);
    for (const [name, queue] of this.#queues) queue.measure(extents.get(name)!);
  }

  #behind(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.lag, 0);
  }

  #look(): void {
    if (this.#state === 'running' && this.#behind() === 0) this.#hasCaughtUp = true;
    this.#moved.raise();
  }

  /** Asks the brokers again while they are away, as long as this member has not ended. */
  async #ask<T>(question: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await question();
      } catch (error) {
        if (this.#state === 'stopped' || error instanceof StoreClosed) throw error;
        await pause(backoff(attempt));
      }
    }
  }

  #assertRunning(): void {
    if (this.#state === 'stopped' || this.status === 'failed') {
      throw new StoreClosed(`The subscription ${this.id} has ${this.status}.`);
    }
  }
}

const isReached = ({ low, high }: Extent, at: number | undefined): boolean => high <= low || (at ?? 0) >= high;
