import type { Scheduler } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { transaction } from '@rollcall/sqlite';

/** A transaction takes this long at most, ms: no request waits for the thread it runs in, and a longer one saves commits. */
const sliceMs = 25;

/** Work on the file, done in steps. */
export type Write = Readonly<{
  /** Its commit is synced: what is remembered elsewhere of it must not outlive it in a power cut. */
  durable?: boolean;
  /** The next step; answers whether it was the last one. A throw undoes this step and ends the work. */
  step: () => boolean;
}>;
type Waiting = Write & Readonly<{ resolve: () => void; reject: (reason: unknown) => void }>;

/**
 * Everybody who writes one file: those who wait at the same time share a transaction of a slice at most. Pages that
 * several of them touch are written once, and one sync serves all.
 */
export class WriteQueue {
  readonly #waiting: Waiting[] = [];
  #asked = false;

  constructor(
    private readonly database: DatabaseSync,
    private readonly scheduler: Pick<Scheduler, 'run'>,
  ) {}

  /** Resolves when all steps are committed; those of work that takes longer than a slice are committed piece by piece. */
  write(work: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...work, resolve, reject });
      this.#ask();
    });
  }

  #ask(): void {
    if (this.#asked || this.#waiting.length === 0) return;
    this.#asked = true;
    void this.scheduler.run(() => this.#slice());
  }

  #slice(): void {
    this.#asked = false;
    const [ended, failed]: [Waiting[], (() => void)[]] = [[], []];
    const durable = this.#waiting.some((work) => work.durable);
    try {
      if (durable) this.database.exec('PRAGMA synchronous = FULL');
      transaction(this.database, () => this.#steps(ended, failed));
      for (const { resolve } of ended) resolve();
    } catch (error) {
      // The commit itself, or the file: nothing of this slice happened to anybody who took part or waits.
      for (const { reject } of [...ended, ...this.#waiting.splice(0)]) reject(error);
    } finally {
      if (durable) this.database.exec('PRAGMA synchronous = NORMAL');
      for (const tell of failed) tell();
      this.#ask();
    }
  }

  /** Takes turns between those who wait until the slice is over; each takes at least one step. */
  #steps(ended: Waiting[], failed: (() => void)[]): void {
    const until = performance.now() + sliceMs;
    do {
      const work = this.#waiting.shift();
      if (!work) return;
      try {
        if (this.#alone(work.step)) ended.push(work);
        else this.#waiting.push(work);
      } catch (error) {
        failed.push(() => work.reject(error));
        // A full disk ends the transaction itself: what would come now stood outside of it.
        if (!this.database.isTransaction) throw error;
      }
    } while (performance.now() < until);
  }

  /** What one of them fails with undoes nothing of the others. */
  #alone(step: () => boolean): boolean {
    this.database.exec('SAVEPOINT step');
    try {
      const last = step();
      this.database.exec('RELEASE step');
      return last;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK TO step; RELEASE step');
      throw error;
    }
  }
}
