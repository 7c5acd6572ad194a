import type { Clock, Envelope, Handling, Turns, Verdict } from '@rollcall/event-sourcing';
import { UndecodableMessage, backoff } from '@rollcall/event-sourcing';
import { Batch } from './batch.js';
import { UnbrokenRun, byKey } from './by-key.js';
import type { StoredMessage } from './message-log.js';
import type { MessageReader, Walk } from './message-reader.js';
import type { Claim } from './offsets.js';
import type { ParkedStore } from './parked-store.js';
import type { Partition } from './partition-of.js';
import { nameOf } from './partition-of.js';
import { pause } from './pause.js';

/** What a worker works with. */
export type WorkerPorts = Readonly<{
  group: string;
  handling: Handling;
  reader: MessageReader;
  parked: ParkedStore;
  scheduler: Turns;
  clock: Clock;
  /** Everything of the partition up to this place is handled. */
  handled: (claim: Claim) => void;
  /** Something about parked messages has changed. */
  parkedMoved: () => void;
}>;

/** The longest a paused partition waits before it tries again, ms. */
const longestPause = 5_000;

/** Messages that make a batch full. */
const batchSize = 2_000;

/** The partition stands still until the key is redriven; where batches are handled, all of the member's do (KRN-11). */
class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/**
 * Works on some partitions of a group: one partition where each message has its verdict, so that a paused one stops no
 * other; all of a member's where they are handled in batches. In order per key; an offset only ever stands behind an
 * unbroken run of handled messages.
 */
export class Worker {
  status: 'catching-up' | 'live' | 'paused' = 'catching-up';
  readonly #ports: WorkerPorts;
  readonly #claims: Map<string, Claim>;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;
  #wanted = Promise.withResolvers<void>();
  readonly #run = new UnbrokenRun();
  /** Where many partitions are handled together: everything of theirs up to this place is. */
  #walked: number | undefined;

  constructor(ports: WorkerPorts, claims: readonly Claim[]) {
    this.#ports = ports;
    this.#claims = new Map(claims.map((claim) => [nameOf(claim), claim]));
    // Whoever had these partitions before may have parked messages of theirs.
    ports.parked.lookAgain();
    this.#ended = this.#work();
  }

  /** There may be something to do. */
  wake(): void {
    this.#wanted.resolve();
  }

  /** Finishes the message or batch under way. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.wake();
    await this.#ended;
  }

  async #work(): Promise<void> {
    for (let attempt = 1; !this.#abort.signal.aborted;) {
      this.#wanted = Promise.withResolvers();
      try {
        const worked = await this.#round();
        attempt = 1;
        if (this.status === 'paused') this.status = 'catching-up';
        if (worked) continue;
        this.status = 'live';
        if (!this.#abort.signal.aborted) await this.#wanted.promise;
      } catch {
        // A dependency is away (KRN-10): the same message is handed over again, as long as it takes.
        this.status = 'paused';
        await pause(backoff(attempt++, longestPause), this.#abort.signal);
      }
    }
  }

  /** Does the next piece of work; `false` when there is none. */
  async #round(): Promise<boolean> {
    const { parked, scheduler, handling, group } = this.#ports;
    const claims = [...this.#claims.values()];
    const due = await scheduler.run(() =>
      parked.isDue(group)
        ? claims.map((claim) => parked.nextDue(group, claim)).find((found) => found.length > 0)
        : undefined,
    );
    if (due) {
      await this.#handOverAgain(due);
      return true;
    }
    return 'each' in handling ? this.#roundOfOne(claims, handling.each) : this.#roundOfMany(claims, handling.batch);
  }

  async #roundOfOne(claims: readonly Claim[], handle: (message: Envelope) => unknown): Promise<boolean> {
    const { reader, scheduler } = this.#ports;
    const messages = await scheduler.run(() => claims.flatMap((claim) => reader.ofPartition(claim)));
    await this.#handleEach(messages, handle);
    return messages.length > 0;
  }

  async #roundOfMany(claims: readonly Claim[], handle: (messages: readonly Envelope[]) => unknown): Promise<boolean> {
    const { reader, scheduler, handling } = this.#ports;
    const before = this.#walked ?? (await scheduler.run(() => reader.startOf(claims)));
    const kinds = 'batch' in handling ? handling.facets : undefined;
    const batch = new Batch(kinds !== undefined);
    let walk: Walk = { messages: [], walked: before, more: true };
    while (walk.more && batch.size < batchSize) {
      walk = await scheduler.run(() => reader.ofMany(claims, walk.walked, kinds));
      batch.add(walk.messages);
    }
    await this.#handleBatch(batch, handle);
    if (!this.#abort.signal.aborted) this.#walked = walk.walked;
    return walk.walked > before;
  }

  async #handleEach(messages: readonly StoredMessage[], handle: (message: Envelope) => unknown): Promise<void> {
    await byKey(this.#run.begin(messages), (ofOneKey) => this.#handleKey(ofOneKey, handle));
  }

  async #handleKey(messages: readonly StoredMessage[], handle: (message: Envelope) => unknown): Promise<void> {
    const { parked, group } = this.#ports;
    for (const [index, message] of messages.entries()) {
      if (this.#abort.signal.aborted) return;
      // Whatever waits behind a parked one waits together, in one commit.
      if (parked.holds(group, message)) return this.#setAside(messages.slice(index), this.#doneInRun);
      await this.#handleOne(message, handle);
    }
  }

  async #handleOne(message: StoredMessage, handle: (message: Envelope) => unknown): Promise<void> {
    const envelope = await this.#decode(message);
    if (this.#abort.signal.aborted) return;
    const undecodable = envelope instanceof UndecodableMessage;
    const verdict = undecodable ? { park: envelope.message } : ((await handle(envelope)) as Verdict);
    if (verdict !== 'ack') await this.#park(message, verdict.park);
    this.#doneInRun([message]);
  }

  async #handleBatch(batch: Batch, handle: (messages: readonly Envelope[]) => unknown): Promise<void> {
    const { parked, group } = this.#ports;
    const envelopes: Envelope[] = [];
    const decoded = await Promise.all(
      batch.concerning.map(async (message) => ({ message, envelope: await this.#decode(message) })),
    );
    for (const { message, envelope } of decoded) {
      if (parked.holds(group, message)) {
        await this.#setAside([message]);
        continue; // Its offset moves with those before it.
      }
      if (envelope instanceof UndecodableMessage) await this.#park(message, envelope.message);
      else envelopes.push(envelope);
    }
    if (this.#abort.signal.aborted) return;
    if (envelopes.length > 0) await handle(envelopes);
    for (const message of batch.lasts) this.#done(message);
  }

  /** Lets messages wait behind an earlier one of their key (KRN-11); `placed` learns which are durable there. */
  async #setAside(
    behind: readonly StoredMessage[],
    placed: (messages: readonly StoredMessage[]) => void = () => undefined,
  ): Promise<void> {
    const { parked, group, clock, scheduler } = this.#ports;
    const count = await scheduler.run(() => parked.wait(group, behind, clock.now()));
    this.#ports.parkedMoved();
    placed(behind.slice(0, count));
    if (count < behind.length) throw new TooManyWaiting(behind[count]!.topic);
  }

  /** Hands a key's parked messages over again, in order, until one fails; those that went well leave together. */
  async #handOverAgain(due: readonly StoredMessage[]): Promise<void> {
    const { parked, group, scheduler } = this.#ports;
    const gone: StoredMessage[] = [];
    let failed: Readonly<{ message: StoredMessage; reason: string }> | undefined;
    try {
      for (const message of due) {
        const verdict = await this.#verdictOn(message);
        if (verdict !== 'ack') failed = { message, reason: verdict.park };
        if (failed) break;
        gone.push(message);
      }
    } finally {
      await scheduler.run(() => parked.remove(group, gone));
      if (failed) await scheduler.run(() => parked.failedAgain(group, failed!.message, failed!.reason));
      this.#ports.parkedMoved();
    }
  }

  async #verdictOn(message: StoredMessage): Promise<Verdict> {
    const { handling } = this.#ports;
    const envelope = await this.#decode(message);
    if (envelope instanceof UndecodableMessage) return { park: envelope.message };
    if ('each' in handling) return handling.each(envelope);
    await handling.batch([envelope]);
    return 'ack';
  }

  /** Opening what is sealed takes its time: a turn of its own, or a share of one. */
  async #decode(message: StoredMessage): Promise<Envelope | UndecodableMessage> {
    const { reader, scheduler } = this.#ports;
    return await scheduler.run(() => reader.decode(message));
  }

  /** Durable before the offset moves past it. */
  async #park(message: StoredMessage, reason: string): Promise<void> {
    const { parked, group, clock, scheduler } = this.#ports;
    await scheduler.run(() => parked.park(group, message, reason, clock.now()));
    this.#ports.parkedMoved();
  }

  /** Handled out of turn: the offset moves when all before are handled too. */
  readonly #doneInRun = (messages: readonly StoredMessage[]): void => {
    for (const message of messages) {
      const reached = this.#run.add(message);
      if (reached) this.#done(reached);
    }
  };

  #done(message: Pick<StoredMessage, 'position'> & Partition): void {
    const name = nameOf(message);
    const claim = { ...this.#claims.get(name)!, position: message.position };
    this.#claims.set(name, claim);
    this.#ports.handled(claim);
  }
}
