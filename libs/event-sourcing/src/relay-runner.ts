import type { Envelope, MessageBus } from './bus.js';
import type { Checkpoints } from './checkpoints.js';
import type { Cryptography } from './cryptography.js';
import type { EventLog, StreamReader } from './event-store.js';
import { StoreClosed } from './event-store.js';
import { createFacetFolds } from './facet-folds.js';
import { backoff } from './failure-policy.js';
import type { Delay } from './failure-policy.js';
import type { Position, Recorded } from './message.js';
import { ContractBroken } from './message-codec.js';
import { CheckpointConflict } from './read-model.js';
import type { Relay } from './relay.js';
import { RelayBroken, envelopeOf } from './relay-envelope.js';

/** What a relay works with. One running instance per name publishes, others stand by. */
export type RelayPorts = Readonly<{
  relay: Relay<never>;
  log: EventLog & StreamReader;
  checkpoints: Checkpoints;
  bus: Pick<MessageBus, 'publish'>;
  cryptography: Pick<Cryptography, 'uuid5'>;
  delay: Delay;
}>;

/**
 * `paused`: store or broker is away, tried again with backoff. `standby`: another instance runs this relay; this one takes
 * over when that stops moving. `failed`: the relay's own code threw; nothing of later events goes out until it is mended.
 */
export type RelayStatus = 'starting' | 'catching-up' | 'live' | 'paused' | 'standby' | 'stopped' | 'failed';

/** A relay at work. */
export interface RelayRun {
  readonly status: RelayStatus;
  /** Why it failed or pauses. */
  readonly failure: unknown;
  /** Everything up to here was acknowledged by the broker. */
  readonly position: Position | 'start';
  /** When the oldest event read but not yet acknowledged happened; `undefined` when there is none. */
  readonly waitingSince: Date | undefined;
  /** Resolves when every event in the log at the time of the call is published; rejects when the relay ends first. */
  caughtUp(): Promise<void>;
  /** Waits for the publication under way. */
  stop(): Promise<void>;
}

/** Messages per publication: fewer cost a broker's commit each, more hold too much in memory. */
const batchSize = 256;
/** How long an overtaken runner watches the other one, ms. */
const standbyInterval = 5_000;

/** Starts to publish what happened since the checkpoint, and goes on (KRN-09). */
export function startRelay(ports: RelayPorts): RelayRun {
  const runner = new RelayRunner(ports);
  void runner.run();
  return runner;
}

class RelayRunner implements RelayRun {
  status: RelayStatus = 'starting';
  failure: unknown;
  position: Position | 'start' = 'start';
  waitingSince: Date | undefined;
  readonly #ports: RelayPorts;
  readonly #types: readonly string[];
  readonly #facetAt: ReturnType<typeof createFacetFolds>;
  readonly #abort = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #waiters: { until: Position; resolve: () => void; reject: (reason: unknown) => void }[] = [];

  constructor(ports: RelayPorts) {
    this.#ports = ports;
    this.#types = Object.keys(ports.relay.publish);
    this.#facetAt = createFacetFolds(ports.relay, ports.log);
  }

  async run(): Promise<void> {
    for (let attempt = 1; !this.#abort.signal.aborted; attempt++) {
      try {
        if (this.status === 'standby') await this.#standBy();
        this.#moved(await this.#ports.checkpoints.load(this.#ports.relay.name));
        await this.#follow(() => (attempt = 0));
        // A log that ends by itself is a dropped connection; whatever is pending is read again.
        this.status = 'paused';
      } catch (error) {
        if (error instanceof StoreClosed) break;
        this.failure = error;
        if (error instanceof RelayBroken || error instanceof ContractBroken) return this.#end('failed');
        this.status = error instanceof CheckpointConflict ? 'standby' : 'paused';
      }
      if (this.status === 'paused') await this.#ports.delay(backoff(attempt, 5_000), this.#abort.signal);
    }
    this.#end('stopped');
  }

  async caughtUp(): Promise<void> {
    const head = await this.#ports.log.head();
    if (head === 'start' || reached(this.position, head)) return;
    if (this.status === 'stopped' || this.status === 'failed') throw this.#endedError();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiters.push({ until: head, resolve, reject });
    return promise;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended.promise;
  }

  async #follow(progressed: () => void): Promise<void> {
    const { log, relay, cryptography } = this.#ports;
    let pending: Envelope[] = [];
    this.waitingSince = undefined;
    for await (const entry of log.follow({ after: this.position, types: this.#types, signal: this.#abort.signal })) {
      if (entry.kind === 'event') {
        const event: Recorded = entry.event;
        this.waitingSince ??= event.metadata.occurredAt;
        pending.push(envelopeOf(relay, cryptography, event, await this.#facetAt(event)));
        if (pending.length < batchSize) continue;
      } else if (entry.kind === 'reached' && pending.length === 0) continue;
      await this.#publish(pending, entry.position);
      pending = [];
      progressed();
      this.status = entry.kind === 'caught-up' ? 'live' : 'catching-up';
      if (this.#abort.signal.aborted) return;
    }
  }

  async #publish(messages: readonly Envelope[], to: Position): Promise<void> {
    const { bus, checkpoints, relay } = this.#ports;
    if (messages.length > 0) await bus.publish(messages);
    if (to !== this.position) await checkpoints.save(relay.name, this.position, to);
    this.waitingSince = undefined;
    this.failure = undefined;
    this.#moved(to);
  }

  /** Returns when the other runner's checkpoint has stood still while there was something to publish. */
  async #standBy(): Promise<void> {
    const { checkpoints, delay, log, relay } = this.#ports;
    for (let seen: Position | 'start' | undefined; !this.#abort.signal.aborted;) {
      this.#moved(await checkpoints.load(relay.name));
      const head = await log.head();
      if (seen === this.position && head !== 'start' && !reached(seen, head)) return;
      seen = this.position;
      await delay(standbyInterval, this.#abort.signal);
    }
  }

  #moved(position: Position | 'start'): void {
    this.position = position;
    const done = this.#waiters.filter(({ until }) => reached(position, until));
    this.#waiters = this.#waiters.filter((waiter) => !done.includes(waiter));
    for (const { resolve } of done) resolve();
  }

  #end(status: 'stopped' | 'failed'): void {
    this.status = status;
    for (const { reject } of this.#waiters.splice(0)) reject(this.#endedError());
    this.#ended.resolve();
  }

  #endedError(): Error {
    return new StoreClosed(`The relay ${this.#ports.relay.name} has ${this.status}.`, { cause: this.failure });
  }
}

const reached = (position: Position | 'start', until: Position): boolean => position !== 'start' && position >= until;
