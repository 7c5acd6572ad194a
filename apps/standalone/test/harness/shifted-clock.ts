import type { Clock } from '@rollcall/event-sourcing';
import { systemClock } from '@rollcall/service-kit';

/** The machine's clock, set forward by a test: time goes on as usual, only later. */
export interface ShiftedClock extends Clock {
  /** Sets the clock forward by so many ms; who sleeps already sleeps as long as before. */
  shift(ms: number): void;
}

/** Starts at the machine's time. */
export function createShiftedClock(): ShiftedClock {
  let ahead = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + ahead),
    sleepUntil: (until, signal) => systemClock.sleepUntil(new Date(until.getTime() - ahead), signal),
    shift: (ms) => void (ahead += ms),
  };
}
