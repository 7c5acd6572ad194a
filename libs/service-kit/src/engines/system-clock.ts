import type { Clock } from '@rollcall/event-sourcing';

const longestTimer = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleepUntil(until, signal) {
    // Timers hold 24.8 days at most, and a stepped clock shows only when it is read again.
    for (;;) {
      const rest = until.getTime() - Date.now();
      if (rest <= 0 || signal?.aborted) return;
      await pause(Math.min(rest, longestTimer), signal);
    }
  },
};

/** Waits so many milliseconds, or until `signal` aborts; never rejects. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
