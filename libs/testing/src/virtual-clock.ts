import type { Clock } from '@rollcall/event-sourcing';

/** A clock that stands still until a test moves it (KRN-13). */
export interface VirtualClock extends Clock {
  /** Moves on by so many ms and wakes whoever sleeps until then, the earliest first. */
  advance(ms: number): void;
  /** How many sleep: a test may wait until the code under test has gone to sleep. */
  readonly sleepers: number;
}

/** Starts at a fixed instant, so that times in expectations can be written down. */
export function createVirtualClock(start = new Date('2026-01-05T09:00:00.000Z')): VirtualClock {
  let now = start.getTime();
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => new Date(now),
    sleepUntil: (until, signal) =>
      new Promise((resolve) => {
        if (until.getTime() <= now || signal?.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { until: until.getTime(), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    advance: (ms) => {
      now += ms;
      const due = [...sleepers].filter(({ until }) => until <= now).sort((a, b) => a.until - b.until);
      for (const { wake } of due) wake();
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}
