import type { Envelope, Handling, MessageCodec, Scheduler, Verdict } from '@rollcall/event-sourcing';
import { UndecodableMessage, backoff } from '@rollcall/event-sourcing';
import type { RedriveRequest } from './parked-record.js';
import type { ParkedTopic } from './parked-topic.js';
import { nameOf } from './partition.js';
import type { PartitionQueue } from './partition-queue.js';
import { pause } from './pause.js';
import type { StoredMessage } from './stored-message.js';
import { decodeStored } from './stored-message.js';

/** What a worker works with. */
export type WorkerPorts = Readonly<{
  group: string;
  handling: Handling;
  codec: MessageCodec;
  scheduler: Scheduler;
  parked: ParkedTopic;
  /** Resolves once this member may work: at once, unless the brokers have not heard of it for too long. */
  mayWork: (signal: AbortSignal) => Promise<void>;
  /** The queue's partition is handled a little further. */
  handled: (queue: PartitionQueue) => void;
}>;

/** The longest a paused partition waits before it tries again, ms. */
const longestPause = 5_000;
/** Messages of one batch, and between two looks at what is to be handed over again. */
const atOnce = 250;

/** The partition stands still until the key is redriven; where batches are handled, all of the member's do (KRN-11). */
class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/**
 * Works on some partitions of a group: one partition where each message has its verdict, so that a paused one stops no
 * other; all of a member's where they are handled in batches. In order per partition, so in order per key.
 */
export class Worker {
  status: 'working' | 'paused' = 'working';
  readonly #ports: WorkerPorts;
  readonly #queues: ReadonlyMap<string, PartitionQueue>;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;
  #wanted = Promise.withResolvers<void>();
  #redriven = Promise.withResolvers<void>();

  /** Starts once `before` has ended: whoever worked on these partitions earlier. */
  constructor(ports: WorkerPorts, queues: readonly PartitionQueue[], before: Promise<unknown> = Promise.resolve()) {
    this.#ports = ports;
    this.#queues = new Map(queues.map((queue) => [nameOf(queue), queue]));
    this.#ended = before.then(() => this.#run());
  }

  /** There may be something to do. */
  wake(): void {
    this.#wanted.resolve();
    if (this.#dueHere()) this.#redriven.resolve();
  }

  /** Finishes the message or batch under way. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#wanted.resolve();
    await this.#ended;
  }

  async #run(): Promise<void> {
    let knowsParked = false;
    for (let attempt = 1; !this.#abort.signal.aborted;) {
      this.#wanted = Promise.withResolvers();
      this.#redriven = Promise.withResolvers();
      try {
        // Whoever had these partitions before may have parked messages of theirs.
        if (!knowsParked) await this.#ports.parked.current();
        knowsParked = true;
        const worked = await this.#round();
        attempt = 1;
        this.status = 'working';
        if (!worked && !this.#abort.signal.aborted) await this.#wanted.promise;
      } catch {
        // A dependency is away (KRN-10): the same message is handed over again, as long as it takes.
        this.status = 'paused';
        await this.#pause(attempt++);
      }
    }
  }

  /** Ends early for a key that is to be handed over again, which may be what the partition waits for. */
  async #pause(attempt: number): Promise<void> {
    const rest = new AbortController();
    const signal = AbortSignal.any([rest.signal, this.#abort.signal]);
    await Promise.race([pause(backoff(attempt, longestPause), signal), this.#redriven.promise]);
    rest.abort();
  }

  /** Does the next piece of work; `false` when there is none. */
  async #round(): Promise<boolean> {
    const { handling, scheduler } = this.#ports;
    await this.#ports.mayWork(this.#abort.signal);
    const due = this.#dueHere();
    if (due) {
      await this.#handOverAgain(due);
      return true;
    }
    // In a turn of its own: decoding what is in memory already would hold the event loop otherwise.
    const messages = await scheduler.run(() => this.#next());
    if (messages.length === 0) return false;
    if ('each' in handling) await this.#handleEach(messages, handling.each);
    else await this.#handleBatch(messages, handling);
    return true;
  }

  /** The next messages, of each partition the same share. */
  #next(): readonly StoredMessage[] {
    const filled = [...this.#queues.values()].filter((queue) => !queue.isEmpty);
    return filled.flatMap((queue) => queue.peek(Math.ceil(atOnce / filled.length)));
  }

  #dueHere(): RedriveRequest | undefined {
    return this.#ports.parked.nextDue(this.#ports.group, (place) => this.#queues.has(nameOf(place)));
  }

  async #handleEach(messages: readonly StoredMessage[], handle: (message: Envelope) => unknown): Promise<void> {
    const { parked, group, mayWork } = this.#ports;
    for (let next = 0; next < messages.length && !this.#abort.signal.aborted;) {
      let end = next;
      while (end < messages.length && parked.holds(group, messages[end]!)) end++;
      await mayWork(this.#abort.signal);
      if (this.#abort.signal.aborted) return;
      if (end === next) await this.#handleOne(messages[next]!, handle);
      else await this.#setAside(messages.slice(next, end));
      next = Math.max(end, next + 1);
    }
  }

  async #handleOne(message: StoredMessage, handle: (message: Envelope) => unknown): Promise<void> {
    const envelope = await decodeStored(this.#ports.codec, message);
    const undecodable = envelope instanceof UndecodableMessage;
    const verdict = undecodable ? { park: envelope.message } : ((await handle(envelope)) as Verdict);
    if (verdict !== 'ack') await this.#park(message, verdict.park);
    this.#done([message]);
  }

  async #handleBatch(
    messages: readonly StoredMessage[],
    handling: Extract<Handling, { batch: unknown }>,
  ): Promise<void> {
    const { parked, group, codec } = this.#ports;
    const envelopes: Envelope[] = [];
    const behind: StoredMessage[] = [];
    for (const message of messages.filter((found) => concerns(handling, found))) {
      if (parked.holds(group, message)) {
        behind.push(message);
        continue;
      }
      const envelope = await decodeStored(codec, message);
      if (envelope instanceof UndecodableMessage) await this.#park(message, envelope.message);
      else envelopes.push(envelope);
    }
    // Durable, and in their order, before offsets move past them.
    const placed = await parked.wait(group, behind);
    if (placed < behind.length) throw new TooManyWaiting(behind[placed]!.topic);
    if (this.#abort.signal.aborted) return;
    if (envelopes.length > 0) await handling.batch(envelopes);
    this.#done(messages);
  }

  /** Lets messages wait behind an earlier one of their key (KRN-11). */
  async #setAside(behind: readonly StoredMessage[]): Promise<void> {
    const placed = await this.#ports.parked.wait(this.#ports.group, behind);
    this.#done(behind.slice(0, placed));
    if (placed < behind.length) throw new TooManyWaiting(behind[placed]!.topic);
  }

  /** Hands a key's parked messages over again, in order, until one fails; those that went well leave together. */
  async #handOverAgain(request: RedriveRequest): Promise<void> {
    const gone: StoredMessage[] = [];
    let failed: Readonly<{ message: StoredMessage; reason: string }> | undefined;
    try {
      for (const message of this.#ports.parked.due(request)) {
        if (this.#abort.signal.aborted) break;
        const verdict = await this.#verdictOn(message);
        if (verdict !== 'ack') failed = { message, reason: verdict.park };
        if (failed) break;
        gone.push(message);
      }
    } finally {
      await this.#ports.parked.handedOver(request, gone, failed);
    }
  }

  async #verdictOn(message: StoredMessage): Promise<Verdict> {
    const { handling, codec } = this.#ports;
    const envelope = await decodeStored(codec, message);
    if (envelope instanceof UndecodableMessage) return { park: envelope.message };
    if ('each' in handling) return handling.each(envelope);
    await handling.batch([envelope]);
    return 'ack';
  }

  /** Durable before the offset moves past it: the verdict stands, and storing it is tried until it succeeds. */
  async #park(message: StoredMessage, reason: string): Promise<void> {
    const { parked, group } = this.#ports;
    for (let attempt = 1; !this.#queues.get(nameOf(message))!.lost; attempt++) {
      try {
        return await parked.park(group, message, reason);
      } catch (error) {
        if (this.#abort.signal.aborted) throw error;
        this.status = 'paused';
        await this.#pause(attempt);
      }
    }
  }

  #done(messages: readonly StoredMessage[]): void {
    for (const message of messages) {
      const queue = this.#queues.get(nameOf(message))!;
      queue.done(message.offset);
      if (!queue.lost) this.#ports.handled(queue);
    }
  }
}

/** Whether a message carries a facet the handling cares for; one that does not say so may. */
function concerns(handling: Extract<Handling, { batch: unknown }>, { received }: StoredMessage): boolean {
  const kind = received.headers['ce_facetkind'];
  return kind === undefined || !handling.facets || handling.facets.includes(kind);
}
