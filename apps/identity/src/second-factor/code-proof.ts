import { Inject, Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  ERASED,
  type EventStore,
  type Outcome,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY, EVENT_STORE, readState, Refused } from '@rollcall/service-kit';
import type { ExistingAccount } from '../account/account.state.js';
import { Throttle } from '../lock/throttle.js';
import { WrongTries } from '../lock/wrong-tries.js';
import { stepOf } from './one-time-code.js';
import { keptOf, plainCode } from './recovery-codes.js';
import { type SecondFactor, secondFactorDecider, wrongCode } from './second-factor.decider.js';
import type { CodeUse } from './second-factor.decisions.js';
import { secondFactorStream } from './second-factor.events.js';

/** Proves by a code that an account's owner has their second factor, too. */
@Injectable()
export class CodeProof {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'hmac'>,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(WrongTries) private readonly wrongTries: WrongTries,
  ) {}

  /** What the account has by now. */
  async factorOf(accountId: string): Promise<SecondFactor> {
    return (await readState(this.store, secondFactorDecider, secondFactorStream(accountId))).state;
  }

  /**
   * Does what a right code is for, using the code up. Wrong ones count with wrong passwords, and lock the account like those
   * (IDN-25).
   * @throws Refused `wrong-code`, or `too-many-requests` after ten tries a minute or a hundred wrong ones a day.
   */
  async spend(
    account: ExistingAccount,
    code: string,
    context: CommandContext,
    act: (use: CodeUse) => Command,
  ): Promise<Outcome> {
    const { accountId, emailIndex } = account;
    const factor = await this.factorOf(accountId);
    const device = factor.totp?.factorId ?? accountId;
    await this.throttle.count('code', device);
    await this.throttle.count('codes-of-a-day', device);
    const tried = await this.wrongTries.count(emailIndex, account, context.occurredAt);
    const use = this.useOf(factor, code, { accountId, at: context.occurredAt });
    const outcome =
      use && tried.open ? await this.handle(act({ ...use, accountId, by: context.commandId }), context) : undefined;
    if (!outcome || (!outcome.ok && outcome.rejection.rejected === wrongCode().rejected)) {
      this.wrongTries.lockIfUsedUp(tried, account, context);
      throw new Refused(wrongCode());
    }
    if (!outcome.ok) return outcome;
    await this.throttle.forgive('code', device);
    await this.throttle.forgive('codes-of-a-day', device);
    await this.wrongTries.forget(tried);
    return outcome;
  }

  /** Which code of the account was typed. */
  private useOf(
    { totp, codes }: SecondFactor,
    typed: string,
    { accountId, at }: Readonly<{ accountId: string; at: Date }>,
  ) {
    if (!totp || totp.secret === ERASED) return undefined;
    const step = stepOf(totp.secret, plainCode(typed), at);
    if (step !== undefined) return { kind: 'totp', factorId: totp.factorId, step } as const;
    const kept = keptOf(this.cryptography, accountId, typed);
    return codes.includes(kept) ? ({ kind: 'recovery', kept } as const) : undefined;
  }
}
