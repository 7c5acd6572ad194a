/** How long one piece of synchronous work may hold the event loop, in ms; longer work cuts itself into such slices. */
export const SLICE_MS = 8;

/** Takes turns: every synchronous piece of work (flush, relay, consumer, read model) runs alone in a turn of the loop. */
export interface Scheduler {
  /** Runs the work in a later turn, after all that was asked for before; answers its result or rejects with its error. */
  run<T>(work: () => T): Promise<T>;
}

/**
 * One work item per turn of the event loop, in order, so that requests are answered in between.
 * `nextTurn` calls back in the next turn: `setImmediate` at run time.
 */
export function createScheduler({ nextTurn }: { nextTurn: (callback: () => void) => void }): Scheduler {
  const waiting: (() => void)[] = [];
  const turn = (): void => {
    const item = waiting.shift();
    if (waiting.length > 0) nextTurn(turn);
    item?.();
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
        if (waiting.push(item) === 1) nextTurn(turn);
      }),
  };
}
