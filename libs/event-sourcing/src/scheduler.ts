/** How long one piece of synchronous work may hold the event loop, in ms; longer work cuts itself into such slices. */
export const SLICE_MS = 8;

/** Small pieces of work share a turn of the event loop until it has lasted this long, ms. */
export const TURN_MS = 2;

/** Takes turns: every synchronous piece of work (flush, relay, consumer, read model) waits for its turn of the loop. */
export interface Scheduler {
  /** Runs the work in a later turn, after all that was asked for before; answers its result or rejects with its error. */
  run<T>(work: () => T): Promise<T>;
}

/** What a scheduler runs on. */
export type SchedulerPorts = Readonly<{
  /** Calls back in the next turn: `setImmediate` at run time. */
  nextTurn: (callback: () => void) => void;
  /** A clock for durations, ms. */
  now?: () => number;
}>;

/**
 * Work items in the order asked for, a few small ones or one large one a turn, so that requests are answered in between.
 * A turn of its own for each would cost more than most of them, and keep apart what could share a commit.
 */
export function createScheduler({ nextTurn, now = () => performance.now() }: SchedulerPorts): Scheduler {
  const waiting: (() => void)[] = [];
  let asked = false;
  const ask = (): void => {
    if (asked || waiting.length === 0) return;
    asked = true;
    nextTurn(turn);
  };
  const turn = (): void => {
    const until = now() + TURN_MS;
    // What these items ask for waits for a later turn.
    let count = waiting.length;
    do waiting.shift()?.();
    while (--count > 0 && now() < until);
    asked = false;
    ask();
  };
  return {
    run: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        const item = (): void => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        };
        waiting.push(item);
        ask();
      }),
  };
}
