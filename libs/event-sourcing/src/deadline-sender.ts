import type { Command, CommandContext, CommandHandler } from './command.js';
import type { Lease } from './lease.js';
import type { Clock, Deadline, DeadlineProjection, Deadlines } from './time.js';

/** What the sender needs. */
export type SenderPorts = Readonly<{
  projection: Pick<DeadlineProjection<never>, 'name'>;
  deadlines: Deadlines;
  clock: Clock;
  lease: Lease;
  handle: CommandHandler;
  command: (deadline: Deadline) => Command;
}>;

/** Deadlines read at once. */
const batchSize = 100;
/** When the store is away, the next try comes after this long, ms. */
const retryAfter = 1_000;
/**
 * A command that could not be sent is tried again after as long as it is overdue, within these bounds, ms: ever less often,
 * and others that are due are sent meanwhile.
 */
const putOff = { least: 1_000, most: 60_000 };

/** Sleeps until the next deadline, and sends what is due while it holds the lease. */
export class DeadlineSender {
  failure: unknown;
  readonly #ports: SenderPorts;
  readonly #contextOf: (deadline: Deadline) => CommandContext;
  readonly #abort = new AbortController();
  #awake = Promise.withResolvers<void>();
  #idle: { resolve: () => void }[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(ports: SenderPorts, contextOf: (deadline: Deadline) => CommandContext) {
    this.#ports = ports;
    this.#contextOf = contextOf;
  }

  /** Something may be due earlier than the sleep lasts. */
  wake(): void {
    this.#awake.resolve();
  }

  /** Resolves when whatever is due now was sent, or belongs to another instance. */
  idle(): Promise<void> {
    if (this.#abort.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push({ resolve });
      this.wake();
    });
  }

  run(): Promise<void> {
    this.#running = this.#run();
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.wake();
    await this.#running;
    for (const { resolve } of this.#idle.splice(0)) resolve();
  }

  async #run(): Promise<void> {
    const { lease } = this.#ports;
    while (!this.#abort.signal.aborted) {
      this.#awake = Promise.withResolvers();
      const waiting = this.#idle.splice(0);
      const until = await this.#round();
      for (const { resolve } of waiting) resolve();
      await this.#sleep(until);
    }
    await lease.release().catch(() => undefined);
  }

  /** Sends what is due; answers when to look again. */
  async #round(): Promise<Date> {
    const { clock, deadlines, lease, projection } = this.#ports;
    const later = (ms: number): Date => new Date(clock.now().getTime() + ms);
    // Renewed twice while it lasts, so that one late wake-up does not lose it.
    const renewal = later(lease.heldForMs / 2);
    try {
      if (!(await lease.take())) return renewal;
      await this.#sendDue();
      const next = await deadlines.next(projection.name);
      if (!next || next > renewal) return renewal;
      // Still due although it was sent: one that was set meanwhile wakes this anyway; one that stays must not spin.
      return next > clock.now() ? next : later(retryAfter);
    } catch (error) {
      this.failure = error;
      return later(retryAfter);
    }
  }

  async #sendDue(): Promise<void> {
    const { clock, deadlines, projection } = this.#ports;
    for (let failure: unknown; ;) {
      const due = await deadlines.due(projection.name, clock.now(), batchSize);
      const results = await Promise.allSettled(due.map((deadline) => this.#send(deadline)));
      for (const result of results) if (result.status === 'rejected') failure = result.reason;
      // Nothing was due: what failed the last time has only been put off.
      if (due.length > 0) this.failure = failure;
      if (due.length < batchSize || this.#abort.signal.aborted) return;
    }
  }

  /** A rejection is an answer: the decider found that there is nothing to do. */
  async #send(deadline: Deadline): Promise<void> {
    const { clock, deadlines, handle, command, projection } = this.#ports;
    try {
      await handle(command(deadline), this.#contextOf(deadline));
    } catch (error) {
      const now = clock.now().getTime();
      const wait = Math.min(Math.max(now - deadline.dueAt.getTime(), putOff.least), putOff.most);
      await deadlines.putOff(projection.name, deadline, new Date(now + wait));
      throw error;
    }
    await deadlines.sent(projection.name, deadline);
  }

  async #sleep(until: Date): Promise<void> {
    if (this.#abort.signal.aborted || this.#idle.length > 0) return;
    const sleep = new AbortController();
    await Promise.race([this.#awake.promise, this.#ports.clock.sleepUntil(until, sleep.signal)]);
    sleep.abort();
  }
}
