import { Inject, Injectable } from '@nestjs/common';
import { type EphemeralStore, reject } from '@rollcall/event-sourcing';
import { EPHEMERAL, Refused } from '@rollcall/service-kit';
import { adjustCount } from './adjust-count.js';

const minute = 60_000;
/** How often one login or account may be tried, and within what time, ms. */
const throttles = {
  'sign-in': { tries: 10, within: minute, wait: 'a minute' },
  'sign-up': { tries: 10, within: minute, wait: 'a minute' },
  // Each may be a mail to somebody who did not ask for it.
  'password-reset': { tries: 5, within: 15 * minute, wait: '15 minutes' },
  code: { tries: 10, within: minute, wait: 'a minute' },
  // A new password begins another budget of wrong tries; codes are six digits, and must not be guessed from one to the next
  // (SP 800-63B-4, 3.2.2: a hundred in a row at most).
  'codes-of-a-day': { tries: 100, within: 24 * 60 * minute, wait: 'a day' },
} as const;
/** What is tried. */
export type Tried = keyof typeof throttles;
const keyOf = (what: Tried, who: string): string => `tries|${what}|${who}`;

/** Slows down whoever tries the same thing again and again, before anything is locked (ASVS 6.3.1). */
@Injectable()
export class Throttle {
  constructor(@Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore) {}

  /**
   * Counts one try.
   * @throws Refused `too-many-requests`.
   */
  async count(what: Tried, who: string): Promise<void> {
    const { tries, within, wait } = throttles[what];
    if ((await this.ephemeral.increment(keyOf(what, who), within)) <= tries) return;
    const details = { retryAfterSeconds: within / 1000 };
    throw new Refused(reject('too-many-requests', `Too many tries. Wait ${wait} and try again.`, details));
  }

  /** Lets somebody try at once again: they have shown that they are who they say. */
  forgive(what: Tried, who: string): Promise<void> {
    return adjustCount(this.ephemeral, keyOf(what, who), () => undefined, throttles[what].within);
  }
}
