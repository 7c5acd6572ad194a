import { randomUUID } from 'node:crypto';
import type { Envelope, Scheduler, Subscription, SubscriptionStatus } from '@rollcall/event-sourcing';
import { StoreClosed, UndecodableMessage, backoff } from '@rollcall/event-sourcing';
import type { MessageLog, StoredMessage } from './message-log.js';
import type { MessageReader } from './message-reader.js';
import { pause } from './pause.js';
import type { Signal } from './signal.js';

/** What an observer works with. */
export type ObserverPorts = Readonly<{
  topics: readonly string[];
  handle: (message: Envelope) => void;
  log: MessageLog;
  reader: MessageReader;
  scheduler: Scheduler;
  moved: Signal;
  ended: (observer: Observer) => void;
}>;

const readAtOnce = 250;

/** Sees every message from the moment it was made; remembers nothing. What cannot be read is passed over. */
export class Observer implements Subscription {
  readonly id = `observer/${randomUUID()}`;
  status: SubscriptionStatus = 'live';
  readonly #ports: ObserverPorts;
  readonly #topics: ReadonlySet<string>;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;
  #position: number;
  #wanted = Promise.withResolvers<void>();

  constructor(ports: ObserverPorts) {
    this.#ports = ports;
    this.#topics = new Set(ports.topics);
    this.#position = ports.log.head();
    this.#ended = this.#run();
  }

  get lag(): bigint {
    return this.#abort.signal.aborted ? 0n : BigInt(this.#ports.log.head() - this.#position);
  }

  async quiet(): Promise<void> {
    const { log, scheduler, moved } = this.#ports;
    this.#assertRunning();
    const head = await scheduler.run(() => log.head());
    await moved.until(() => {
      if (this.#position < head) this.#assertRunning();
      return this.#position >= head;
    });
  }

  wake(): void {
    this.#wanted.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end('stopped');
    await this.#ended;
  }

  async #run(): Promise<void> {
    for (let attempt = 1; !this.#abort.signal.aborted;) {
      this.#wanted = Promise.withResolvers();
      try {
        if (!(await this.#readOn())) await this.#wanted.promise;
        if (this.status === 'paused') this.status = 'live';
        attempt = 1;
      } catch {
        this.status = 'paused';
        await pause(backoff(attempt++, 5_000), this.#abort.signal);
      }
    }
  }

  /** Shows the next messages; `false` when there are none. */
  async #readOn(): Promise<boolean> {
    const { log, scheduler, moved } = this.#ports;
    const messages = await scheduler.run(() => log.walk(this.#position, undefined, readAtOnce));
    for (const { received, ...place } of messages) {
      if (this.#abort.signal.aborted) return true;
      if (received && this.#topics.has(place.topic)) await this.#show({ ...place, received });
      this.#position = place.position;
    }
    moved.raise();
    return messages.length > 0;
  }

  async #show(message: StoredMessage): Promise<void> {
    const envelope = await this.#ports.reader.decode(message);
    if (envelope instanceof UndecodableMessage) return;
    try {
      this.#ports.handle(envelope);
    } catch {
      // What watches is broken, and cannot be handed the message again: it would have missed the ones in between.
      this.#end('failed');
    }
  }

  #assertRunning(): void {
    if (this.#abort.signal.aborted) throw new StoreClosed(`The subscription ${this.id} has ${this.status}.`);
  }

  #end(status: 'stopped' | 'failed'): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    this.status = status;
    this.#ports.ended(this);
    this.wake();
    this.#ports.moved.raise();
  }
}
