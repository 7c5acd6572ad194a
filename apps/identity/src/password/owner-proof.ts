import { Inject, Injectable } from '@nestjs/common';
import { type EphemeralStore, ERASED, reject } from '@rollcall/event-sourcing';
import { EPHEMERAL, PasswordHashing, Refused } from '@rollcall/service-kit';
import type { Account } from '../account/account.state.js';
import { wrongCredentials } from '../session/session.decisions.js';

/** How often a minute one login's password may be tried. */
const triesPerMinute = 10;
const minute = 60_000;
type Tried = 'sign-in' | 'sign-up';
const keyOf = (what: Tried, login: string): string => `tries|${what}|${login}`;

/** Proves by password that an account's owner is there. */
@Injectable()
export class OwnerProof {
  constructor(
    @Inject(PasswordHashing) private readonly hashing: PasswordHashing,
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
  ) {}

  /**
   * The hash that the password matches; `login` is the email's index, known or not. Takes as long for an account that
   * does not exist, is not complete or is closed.
   * @throws Refused `wrong-credentials`, or `too-many-requests` after ten tries a minute.
   */
  async of(login: string, account: Account, password: string): Promise<string> {
    const tries = await this.throttle('sign-in', login);
    const hash = account.status === 'completed' ? account.passwordHash : undefined;
    if (hash === undefined || hash === ERASED) await this.hashing.verifyNothing(password);
    else if (await this.hashing.verify(password, hash)) {
      // Who knows the password is not kept out by having signed in often.
      await this.ephemeral.compareAndSet(keyOf('sign-in', login), tries, undefined, minute);
      return hash;
    }
    throw new Refused(wrongCredentials());
  }

  /**
   * Counts one try and answers how many there were within the minute.
   * @throws Refused `too-many-requests`.
   */
  async throttle(what: Tried, login: string): Promise<number> {
    const tries = await this.ephemeral.increment(keyOf(what, login), minute);
    if (tries <= triesPerMinute) return tries;
    const details = { retryAfterSeconds: minute / 1000 };
    throw new Refused(reject('too-many-requests', 'Too many tries. Wait a minute and try again.', details));
  }
}
