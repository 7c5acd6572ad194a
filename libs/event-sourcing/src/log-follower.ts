import type { SubscriptionStatus } from './bus.js';
import type { EventLog } from './event-store.js';
import { StoreClosed } from './event-store.js';
import { backoff } from './failure-policy.js';
import type { Delay } from './failure-policy.js';
import { type Position, reached, type Recorded } from './message.js';

/** A stretch of the log: what happened after `from` up to `to`, as far as the follower asked for it. */
export type LogBatch = Readonly<{
  from: Position | 'start';
  to: Position;
  events: readonly Readonly<{ position: Position; event: Recorded }>[];
}>;

/** What is done with one's own log: a projection, or deadlines. */
export type LogFollowing = Readonly<{
  name: string;
  log: EventLog;
  types: readonly string[] | 'all';
  /** Where the work has got to. */
  checkpoint: () => Promise<Position | 'start'>;
  /** Does the work and moves the checkpoint. Throws {@link FollowerBroken} for a fault of its own. */
  handle: (batch: LogBatch) => Promise<void>;
  /** Called at the end of the log, each time it is reached. */
  atEnd?: () => Promise<void>;
  delay: Delay;
}>;

/** The code that reads the log failed on an event; it stops there until it is mended (KRN-10). */
export class FollowerBroken extends Error {
  override readonly name = 'FollowerBroken';
}

/** Work on one's own log, under way. */
export interface LogRun extends AsyncDisposable {
  /** `paused`: log or store is away, or another runner is ahead; tried again. `failed`: its own code threw, it stopped. */
  readonly status: SubscriptionStatus;
  /** Why it failed or pauses. */
  readonly failure: unknown;
  /** Everything up to here was handled. */
  readonly position: Position | 'start';
  /** Resolves when all that was in the log at the time of the call is handled; rejects when the run ends first (KRN-16). */
  quiet(): Promise<void>;
  /** Waits for the batch under way. */
  stop(): Promise<void>;
}

/** Events handled at once: one transaction carries many, and none holds the loop for long. */
const batchSize = 500;
/** How often the position may move past others' events before it is written down. */
const passedUnsaved = 100;
/** Longest wait before the log or the store is tried again, ms. */
const longestPause = 5_000;

/** Follows one's own log from the checkpoint on, in batches, until stopped. */
export function followLog(following: LogFollowing): LogRun {
  const follower = new LogFollower(following);
  void follower.run();
  return follower;
}

class LogFollower implements LogRun {
  status: SubscriptionStatus = 'starting';
  failure: unknown;
  position: Position | 'start' = 'start';
  #saved: Position | 'start' = 'start';
  #passed = 0;
  readonly #following: LogFollowing;
  readonly #abort = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #waiting: { until: Position; resolve: () => void; reject: (reason: unknown) => void }[] = [];

  constructor(following: LogFollowing) {
    this.#following = following;
  }

  async run(): Promise<void> {
    for (let attempt = 1; !this.#abort.signal.aborted; attempt += 1) {
      try {
        this.#saved = await this.#following.checkpoint();
        this.#moveTo(this.#saved);
        await this.#follow(() => (attempt = 0));
      } catch (error) {
        if (error instanceof StoreClosed) break;
        this.failure = error;
        if (error instanceof FollowerBroken) return this.#end('failed');
      }
      // Also when the log ended by itself: that is a dropped connection. An overtaken runner reads the checkpoint anew.
      this.status = 'paused';
      await this.#following.delay(backoff(attempt + 1, longestPause), this.#abort.signal);
    }
    this.#end('stopped');
  }

  async quiet(): Promise<void> {
    const until = await this.#following.log.head();
    if (until === 'start' || reached(this.position, until)) return;
    if (this.status === 'stopped' || this.status === 'failed') throw this.#endedError();
    return new Promise((resolve, reject) => this.#waiting.push({ until, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #follow(progressed: () => void): Promise<void> {
    const { log, types, atEnd } = this.#following;
    const { signal } = this.#abort;
    this.status = (await log.head()) === 'start' ? 'live' : 'catching-up';
    let events: LogBatch['events'][number][] = [];
    for await (const entry of log.follow({ after: this.position, types, signal })) {
      if (entry.kind === 'event') {
        events.push(entry);
        if (events.length < batchSize) continue;
      } else if (entry.kind === 'reached' && events.length > 0) continue;
      await this.#handle(events, entry.position);
      events = [];
      progressed();
      this.failure = undefined;
      if (entry.kind === 'caught-up') await atEnd?.();
      this.status = entry.kind === 'caught-up' ? 'live' : 'catching-up';
      this.#moveTo(entry.position);
      if (signal.aborted) return;
    }
  }

  /** Others' events move the position; writing it down can wait, they are passed over again quickly. */
  async #handle(events: LogBatch['events'], to: Position): Promise<void> {
    this.#passed += 1;
    if (to === this.#saved || (events.length === 0 && this.#passed < passedUnsaved)) return;
    await this.#following.handle({ from: this.#saved, to, events });
    this.#saved = to;
    this.#passed = 0;
  }

  #moveTo(position: Position | 'start'): void {
    this.position = position;
    const done = this.#waiting.filter(({ until }) => reached(position, until));
    this.#waiting = this.#waiting.filter(({ until }) => !reached(position, until));
    for (const { resolve } of done) resolve();
  }

  #end(status: 'stopped' | 'failed'): void {
    this.status = status;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#endedError());
    this.#ended.resolve();
  }

  #endedError(): Error {
    return new StoreClosed(`${this.#following.name} has ${this.status}.`, { cause: this.failure });
  }
}
