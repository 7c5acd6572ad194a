import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, ERASED, type EventStore } from '@rollcall/event-sourcing';
import { EVENT_STORE, PasswordHashing, readState, Refused } from '@rollcall/service-kit';
import type { Account } from '../account/account.state.js';
import { Throttle } from '../lock/throttle.js';
import { WrongTries } from '../lock/wrong-tries.js';
import { secondFactorDecider } from '../second-factor/second-factor.decider.js';
import { secondFactorStream } from '../second-factor/second-factor.events.js';
import { wrongCredentials } from '../session/session.decisions.js';

/** Proves by password that an account's owner is there. */
@Injectable()
export class OwnerProof {
  constructor(
    @Inject(PasswordHashing) private readonly hashing: PasswordHashing,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(WrongTries) private readonly wrongTries: WrongTries,
  ) {}

  /**
   * The hash that the password matches; `login` is the email's index, known or not. Reads and works as much for an account
   * that does not exist, is not complete, is locked or is closed. The try that uses the last of its budget up locks the
   * account (IDN-25). Where there is a second factor, the right password gives no budget back: only a right code does, or else
   * whoever knows the password could guess codes for ever.
   * @throws Refused `wrong-credentials`, or `too-many-requests` after ten tries a minute.
   */
  async of(login: string, account: Account, password: string, context: CommandContext): Promise<string> {
    await this.throttle.count('sign-in', login);
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
    await this.throttle.forgive('sign-in', login);
    if (await this.needsCode(account)) await this.wrongTries.giveBack(tried);
    else await this.wrongTries.forget(tried);
    return hash;
  }

  /** Whether a password alone proves nothing. Read for right passwords only, so that wrong ones cost the same for everybody. */
  private async needsCode(account: Account): Promise<boolean> {
    if (account.status === 'none') return false;
    return (
      (await readState(this.store, secondFactorDecider, secondFactorStream(account.accountId))).state.totp !== undefined
    );
  }

  /** One verification, whatever there is to compare with. */
  private async matched(account: Account, password: string): Promise<string | undefined> {
    const hash = account.status === 'completed' ? account.passwordHash : undefined;
    if (hash === undefined || hash === ERASED) await this.hashing.verifyNothing(password);
    else if (await this.hashing.verify(password, hash)) return hash;
    return undefined;
  }
}
