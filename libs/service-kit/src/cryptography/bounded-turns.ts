/** Too much of this work is waiting already; the caller may try again (503). */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

/** How much may run and wait: `waiting` at most, each for at most `patience` ms. */
export type TurnLimits = Readonly<{ running: number; waiting: number; patience: number }>;

/** Lets a few pieces of work run at once, a bounded number wait their turn, and refuses the rest. */
export class BoundedTurns {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limits: TurnLimits) {}

  /**
   * Runs the work when it is its turn.
   * @throws TooBusy when the queue is full or the turn does not come in time.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.running) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.queue.length >= this.limits.waiting) return Promise.reject(new TooBusy('The queue is full.'));
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(begin), 1);
        reject(new TooBusy('The turn did not come in time.'));
      }, this.limits.patience);
      this.queue.push(begin);
    });
  }
}
