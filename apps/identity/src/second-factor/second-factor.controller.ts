import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import type { CommandContext, CommandHandler, Cryptography } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  IDS,
  type Ids,
  InCommandContext,
  Refused,
} from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import type { ExistingAccount } from '../account/account.state.js';
import { Throttle } from '../lock/throttle.js';
import { OwnerProof } from '../password/owner-proof.js';
import { CodeProof } from './code-proof.js';
import { newSecret, otpauthUri, stepOf } from './one-time-code.js';
import { keptOf, newRecoveryCodes, plainCode } from './recovery-codes.js';
import { noSuchFactor, wrongCode } from './second-factor.decider.js';
import { addTotp, issueRecoveryCodes, offerTotp, type OwnersChange, removeFactor } from './second-factor.decisions.js';
import { BothFactorsDto, CodeDto, OwnerPasswordDto } from './second-factor.dto.js';
import { viewOf, type SecondFactorView } from './second-factor-view.js';

/** The second factor of one's own account. Secrets and codes stand in the answer that makes them, and nowhere else. */
@Controller('internal/v1/accounts/:account')
export class SecondFactorController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5' | 'hmac'>,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(OwnerProof) private readonly proof: OwnerProof,
    @Inject(CodeProof) private readonly codes: CodeProof,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  @Get('second-factors')
  async list(@Param('account') accountId: string): Promise<SecondFactorView> {
    return viewOf(await this.codes.factorOf(accountId));
  }

  /** A secret for an authenticator app; it counts once a code has proved that the app has it. */
  @Post('second-factors/totp')
  async offer(
    @Param('account') accountId: string,
    @Body() { password }: OwnerPasswordDto,
    @InCommandContext() given: CommandContext,
  ): Promise<Answer> {
    const context = this.once(given);
    const account = await this.accounts.existing(accountId);
    const proven = await this.proof.of(account.emailIndex, account, password, context);
    const secret = newSecret();
    const factorId = this.cryptography.uuid5('second-factor', context.commandId);
    const outcome = await this.handle(offerTotp({ accountId, factorId, secret }, proven), context);
    return answer(outcome, { status: 201, body: { id: factorId, secret, uri: otpauthUri(secret, account.email) } });
  }

  /** The first recovery codes come with it. */
  @Post('second-factors/totp/confirm')
  async confirm(
    @Param('account') accountId: string,
    @Body() { code }: CodeDto,
    @InCommandContext() given: CommandContext,
  ): Promise<Answer> {
    const context = this.once(given);
    const { offered } = await this.codes.factorOf(accountId);
    if (!offered) throw new Refused(noSuchFactor());
    const { factorId, secret } = offered;
    await this.throttle.count('code', factorId);
    const step = stepOf(secret, plainCode(code), context.occurredAt);
    if (step === undefined) throw new Refused(wrongCode());
    const { recoveryCodes, kept } = this.newCodes(accountId);
    const add = { accountId, factorId, kept, at: context.occurredAt };
    const outcome = await this.handle(addTotp(add, step, this.mailId(context)), context);
    if (outcome.ok) await this.throttle.forgive('code', factorId);
    return answer(outcome, { status: 201, body: { recoveryCodes } });
  }

  @Delete('second-factors/:factor')
  async remove(
    @Param('account') accountId: string,
    @Param('factor') factorId: string,
    @Body() both: BothFactorsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const { totp } = await this.codes.factorOf(accountId);
    if (totp?.factorId !== factorId) throw new Refused(noSuchFactor());
    return answer(await this.change(accountId, both, context, (owners) => removeFactor(factorId, owners)));
  }

  /** Those before are void. */
  @Post('recovery-codes')
  async issue(
    @Param('account') accountId: string,
    @Body() both: BothFactorsDto,
    @InCommandContext() given: CommandContext,
  ): Promise<Answer> {
    if (!(await this.codes.factorOf(accountId)).totp) throw new Refused(noSuchFactor());
    const { recoveryCodes, kept } = this.newCodes(accountId);
    const issue = (owners: OwnersChange) => issueRecoveryCodes(kept, owners);
    const outcome = await this.change(accountId, both, this.once(given), issue);
    return answer(outcome, { status: 201, body: { recoveryCodes } });
  }

  /** Password first, then a code: who knows only one of them changes nothing. */
  private async change(
    accountId: string,
    { password, code }: BothFactorsDto,
    context: CommandContext,
    command: (owners: OwnersChange) => ReturnType<typeof removeFactor>,
  ) {
    const account: ExistingAccount = await this.accounts.existing(accountId);
    const proven = await this.proof.of(account.emailIndex, account, password, context);
    const mailId = this.mailId(context);
    return this.codes.spend(account, code, context, (use) => command({ use, proven, mailId }));
  }

  private newCodes(accountId: string) {
    const recoveryCodes = newRecoveryCodes();
    return { recoveryCodes, kept: recoveryCodes.map((code) => keptOf(this.cryptography, accountId, code)) };
  }

  private mailId({ commandId }: CommandContext): string {
    return this.cryptography.uuid5('mail', commandId);
  }

  /** What is random cannot be answered a second time: a repeat is another request, so that no answer shows what does not count. */
  private once(context: CommandContext): CommandContext {
    return { ...context, commandId: this.ids.next() };
  }
}
