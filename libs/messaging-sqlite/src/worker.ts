import type { Clock, Envelope, Handling, MessageCodec, Scheduler, Verdict } from '@rollcall/event-sourcing';
import { UndecodableMessage, backoff } from '@rollcall/event-sourcing';
import type { MessageLog, StoredMessage } from './message-log.js';
import type { Claim } from './offsets.js';
import type { ParkedStore } from './parked-store.js';
import { nameOf } from './partition-of.js';
import { pause } from './pause.js';

/** What a worker works with. */
export type WorkerPorts = Readonly<{
  group: string;
  handling: Handling;
  log: MessageLog;
  parked: ParkedStore;
  codec: MessageCodec;
  scheduler: Scheduler;
  clock: Clock;
  /** Everything of the partition up to this place is handled. */
  handled: (claim: Claim) => void;
  /** Something about parked messages has changed. */
  parkedMoved: () => void;
}>;

/** Messages read at once: fewer cost a query each, more hold too much in memory. */
const readAtOnce = 500;
/** The longest a paused partition waits before it tries again, ms. */
const longestPause = 5_000;

/**
 * Works on some partitions of a group: one partition where each message has its verdict, so that a paused one stops no
 * other; all of a member's where they are handled in batches. In order per partition, so in order per key; an offset only
 * ever stands behind an unbroken run of handled messages.
 */
export class Worker {
  status: 'catching-up' | 'live' | 'paused' = 'catching-up';
  readonly #ports: WorkerPorts;
  readonly #claims: Map<string, Claim>;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;
  #wanted = Promise.withResolvers<void>();

  constructor(ports: WorkerPorts, claims: readonly Claim[]) {
    this.#ports = ports;
    this.#claims = new Map(claims.map((claim) => [nameOf(claim), claim]));
    this.#ended = this.#run();
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

  async #run(): Promise<void> {
    for (let attempt = 1; !this.#abort.signal.aborted;) {
      this.#wanted = Promise.withResolvers();
      try {
        const worked = await this.#round();
        attempt = 1;
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
    const { log, parked, scheduler, handling, group } = this.#ports;
    const claims = [...this.#claims.values()];
    const due = await scheduler.run(() =>
      parked.isDue(group) ? claims.map((claim) => parked.nextDue(group, claim)).find(Boolean) : undefined,
    );
    if (due) {
      await this.#handOverAgain(due);
      return true;
    }
    const messages = await scheduler.run(() => readUpTo(readAtOnce, log, claims));
    if ('each' in handling) await this.#handleEach(messages, handling.each);
    else if (messages.length > 0) await this.#handleBatch(messages, handling.batch);
    return messages.length > 0;
  }

  async #handleEach(messages: readonly StoredMessage[], handle: (message: Envelope) => unknown): Promise<void> {
    for (const message of messages) {
      if (this.#abort.signal.aborted) return;
      const envelope = await this.#open(message);
      const verdict = envelope && ((await handle(envelope)) as Verdict);
      if (verdict && verdict !== 'ack') await this.#park(message, verdict.park);
      this.#done(message);
    }
  }

  async #handleBatch(
    messages: readonly StoredMessage[],
    handle: (messages: readonly Envelope[]) => unknown,
  ): Promise<void> {
    const envelopes: Envelope[] = [];
    for (const message of messages) {
      const envelope = await this.#open(message);
      if (envelope) envelopes.push(envelope);
    }
    if (this.#abort.signal.aborted) return;
    if (envelopes.length > 0) await handle(envelopes);
    for (const message of messages) this.#done(message);
  }

  /** The message to handle; `undefined` when it was set aside: unreadable, or behind an earlier one of its key (KRN-11). */
  async #open(message: StoredMessage): Promise<Envelope | undefined> {
    const { parked, group, clock, scheduler } = this.#ports;
    if (parked.holds(group, message)) {
      await scheduler.run(() => parked.wait(group, message, clock.now()));
      this.#ports.parkedMoved();
      return undefined;
    }
    const envelope = await this.#decode(message);
    if (!(envelope instanceof UndecodableMessage)) return envelope;
    await this.#park(message, envelope.message);
    return undefined;
  }

  async #handOverAgain(message: StoredMessage): Promise<void> {
    const { parked, group, handling, scheduler } = this.#ports;
    const envelope = await this.#decode(message);
    let verdict: Verdict = 'ack';
    if (envelope instanceof UndecodableMessage) verdict = { park: envelope.message };
    else if ('each' in handling) verdict = await handling.each(envelope);
    else await handling.batch([envelope]);
    await scheduler.run(() =>
      verdict === 'ack' ? parked.remove(group, message) : parked.failedAgain(group, message, verdict.park),
    );
    this.#ports.parkedMoved();
  }

  async #decode({ topic, received }: StoredMessage): Promise<Envelope | UndecodableMessage> {
    try {
      return await this.#ports.codec.decode({ ...received, topic });
    } catch (error) {
      if (error instanceof UndecodableMessage) return error;
      throw error;
    }
  }

  /** Durable before the offset moves past it. */
  async #park(message: StoredMessage, reason: string): Promise<void> {
    const { parked, group, clock, scheduler } = this.#ports;
    await scheduler.run(() => parked.park(group, message, reason, clock.now()));
    this.#ports.parkedMoved();
  }

  #done(message: StoredMessage): void {
    const name = nameOf(message);
    const claim = { ...this.#claims.get(name)!, position: message.position };
    this.#claims.set(name, claim);
    this.#ports.handled(claim);
  }
}

function readUpTo(limit: number, log: MessageLog, claims: readonly Claim[]): readonly StoredMessage[] {
  const found: StoredMessage[] = [];
  for (const claim of claims) {
    if (found.length >= limit) break;
    found.push(...log.read(claim, claim.position, limit - found.length));
  }
  return found;
}
