import { setTimeout as sleep } from 'node:timers/promises';

/** Waits in real time, whatever the clock of the business says; ends early, without an error, when `signal` aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
}
