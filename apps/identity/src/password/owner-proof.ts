import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, type EphemeralStore, ERASED, reject } from '@rollcall/event-sourcing';
import { EPHEMERAL, PasswordHashing, Refused } from '@rollcall/service-kit';
import type { Account } from '../account/account.state.js';
import { adjustCount } from '../lock/adjust-count.js';
import { WrongTries } from '../lock/wrong-tries.js';
import { wrongCredentials } from '../session/session.decisions.js';

const minute = 60_000;
/** How often one login may be tried, and within what time, ms. */
const throttles = {
  'sign-in': { tries: 10, within: minute, wait: 'a minute' },
  'sign-up': { tries: 10, within: minute, wait: 'a minute' },
  // Each may be a mail to somebody who did not ask for it.
  'password-reset': { tries: 5, within: 15 * minute, wait: '15 minutes' },
} as const;
type Tried = keyof typeof throttles;
const keyOf = (what: Tried, login: string): string => `tries|${what}|${login}`;

/** Proves by password that an account's owner is there. */
@Injectable()
export class OwnerProof {
  constructor(
    @Inject(PasswordHashing) private readonly hashing: PasswordHashing,
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(WrongTries) private readonly wrongTries: WrongTries,
  ) {}

  /**
   * The hash that the password matches; `login` is the email's index, known or not. Reads and works as much for an account
   * that does not exist, is not complete, is locked or is closed. The try that uses the last of its budget up locks the
   * account (IDN-25).
   * @throws Refused `wrong-credentials`, or `too-many-requests` after ten tries a minute.
   */
  async of(login: string, account: Account, password: string, context: CommandContext): Promise<string> {
    await this.throttle('sign-in', login);
    const tried = await this.wrongTries.count(login, account, context.occurredAt);
    const hash = await this.matched(account, password).catch(async (error: unknown) => {
      // Too busy to hash it: who tries again for that reason does not lock themselves out.
      await this.wrongTries.giveBack(tried);
      throw error;
    });
    if (hash === undefined || !tried.open) {
      this.wrongTries.lockIfUsedUp(tried, account, context);
      throw new Refused(wrongCredentials());
    }
    // Who knows the password is not kept out by having signed in often.
    await this.forgive(login);
    await this.wrongTries.forget(tried);
    return hash;
  }

  /** Lets a login be tried at once again: its owner has shown that they are there. */
  forgive(login: string): Promise<void> {
    return adjustCount(this.ephemeral, keyOf('sign-in', login), () => undefined, minute);
  }

  /**
   * Counts one try.
   * @throws Refused `too-many-requests`.
   */
  async throttle(what: Tried, login: string): Promise<void> {
    const { tries, within, wait } = throttles[what];
    if ((await this.ephemeral.increment(keyOf(what, login), within)) <= tries) return;
    const details = { retryAfterSeconds: within / 1000 };
    throw new Refused(reject('too-many-requests', `Too many tries. Wait ${wait} and try again.`, details));
  }

  /** One verification, whatever there is to compare with. */
  private async matched(account: Account, password: string): Promise<string | undefined> {
    const hash = account.status === 'completed' ? account.passwordHash : undefined;
    if (hash === undefined || hash === ERASED) await this.hashing.verifyNothing(password);
    else if (await this.hashing.verify(password, hash)) return hash;
    return undefined;
  }
}
