/** How long one piece of synchronous work may hold the event loop, in ms; longer work cuts itself into such slices. */
export const SLICE_MS = 8;

/** Small pieces of work share a turn of the event loop until it has lasted this long, ms. */
export const TURN_MS = 2;

/** Takes turns: every synchronous piece of work (flush, relay, consumer, read model) waits for its turn of the loop. */
export interface Turns {
  /** Runs the work in a later turn, after all that was asked for before; answers its result or rejects with its error. */
  run<T>(work: () => T): Promise<T>;
}

/** {@link Turns} for work in the background, and others for what somebody waits for. */
export interface Scheduler extends Turns {
  /** What a reader asked for: it does not queue behind the background, which still gets its piece of every turn. */
  readonly ahead: Turns;
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
  const [ahead, waiting]: [(() => void)[], (() => void)[]] = [[], []];
  let asked = false;
  const ask = (): void => {
    if (asked || ahead.length + waiting.length === 0) return;
    asked = true;
    nextTurn(turn);
  };
  // What items ask for waits for a later turn.
  const work = (items: (() => void)[], until: number): void => {
    let count = items.length;
    do items.shift()?.();
    while (--count > 0 && now() < until);
  };
  const turn = (): void => {
    const until = now() + TURN_MS;
    work(ahead, until);
    work(waiting, until);
    asked = false;
    ask();
  };
  const into = (items: (() => void)[]): Turns => ({
    run: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        const item = (): void => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        };
        items.push(item);
        ask();
      }),
  });
  return { ...into(waiting), ahead: into(ahead) };
}
