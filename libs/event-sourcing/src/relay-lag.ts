import type { EventLog } from './event-store.js';
import type { LogRun } from './log-follower.js';
import type { Position } from './message.js';
import type { Clock } from './time.js';
import { Watermark } from './watermark.js';

/** While there is always more to publish, how far it has come is noted this often, ms. */
const markEvery = 1_000;

type Following = Pick<LogRun, 'status' | 'position'>;

/** How far a relay's publications are behind, by the end of its log. */
export class RelayLag {
  readonly #log: Pick<EventLog, 'head'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #published: Watermark;
  #isUnderWay = false;

  constructor({ log, clock }: Readonly<{ log: Pick<EventLog, 'head'>; clock: Pick<Clock, 'now'> }>) {
    this.#log = log;
    this.#clock = clock;
    this.#published = new Watermark(clock.now());
  }

  /** Whether anything is known of what is published. */
  get isKnown(): boolean {
    return this.#published.isKnown;
  }

  /** A batch begins. The log is asked for its end beside the work, and not for every batch. */
  begin({ status }: Following): void {
    this.#isUnderWay = true;
    const at = this.#clock.now();
    if (this.#published.isAhead) return;
    // Until now nothing was left to do.
    if (status === 'live') return this.#published.pass(at);
    if (at.getTime() - this.#published.passed.getTime() < markEvery) return;
    void this.#log.head().then(
      (end) => this.#published.mark(at, end),
      () => undefined,
    );
  }

  /** Everything up to here is published, by this relay or by another instance's. */
  reach(position: Position | 'start'): void {
    this.#isUnderWay = false;
    this.#published.reach(position);
  }

  /** See `RelayRun`. @throws DependencyAway when the log cannot be asked. */
  async publishedUntil({ position }: Following): Promise<Date> {
    const at = this.#clock.now();
    const end = await this.#log.head();
    this.#published.reach(position);
    this.#published.mark(at, end);
    return this.#published.passed;
  }

  /** See `RelayRun`. */
  behindSince({ status }: Following): Date | undefined {
    const isBehind = this.#isUnderWay || this.#published.isAhead || status !== 'live';
    return isBehind ? this.#published.passed : undefined;
  }
}
