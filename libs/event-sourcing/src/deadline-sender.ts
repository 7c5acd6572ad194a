import type { Command, CommandContext, CommandHandler } from './command.js';
import type { Lease } from './lease.js';
import type { Clock, Deadline, Deadlines } from './time.js';

/** What the sender needs. */
export type SenderPorts = Readonly<{
  deadlines: Deadlines;
  clock: Clock;
  lease: Lease;
  handle: CommandHandler;
  command: (deadline: Deadline) => Command;
}>;

/** Deadlines read at once. */
const batchSize = 100;
/** When a command could not be sent, or the store is away, the next try comes after this long, ms. */
const retryAfter = 1_000;

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
    const { clock, deadlines, lease } = this.#ports;
    const later = (ms: number): Date => new Date(clock.now().getTime() + ms);
    // Renewed twice while it lasts, so that one late wake-up does not lose it.
    const renewal = later(lease.heldForMs / 2);
    try {
      if (!(await lease.take())) return renewal;
      const failures = await this.#sendDue();
      this.failure = failures.at(-1);
      if (failures.length > 0) return later(retryAfter);
      const next = await deadlines.next();
      if (!next || next > renewal) return renewal;
      // Still due although it was sent: one that was set meanwhile wakes this anyway; one that stays must not spin.
      return next > clock.now() ? next : later(retryAfter);
    } catch (error) {
      this.failure = error;
      return later(retryAfter);
    }
  }

  async #sendDue(): Promise<readonly unknown[]> {
    const { clock, deadlines } = this.#ports;
    for (;;) {
      const due = await deadlines.due(clock.now(), batchSize);
      const results = await Promise.allSettled(due.map((deadline) => this.#send(deadline)));
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      if (failures.length > 0 || due.length < batchSize || this.#abort.signal.aborted) return failures;
    }
  }

  /** A rejection is an answer: the decider found that there is nothing to do. */
  async #send(deadline: Deadline): Promise<void> {
    const { deadlines, handle, command } = this.#ports;
    await handle(command(deadline), this.#contextOf(deadline));
    await deadlines.sent(deadline);
  }

  async #sleep(until: Date): Promise<void> {
    if (this.#abort.signal.aborted || this.#idle.length > 0) return;
    const sleep = new AbortController();
    await Promise.race([this.#awake.promise, this.#ports.clock.sleepUntil(until, sleep.signal)]);
    sleep.abort();
  }
}
