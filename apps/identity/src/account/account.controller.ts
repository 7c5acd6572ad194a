import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { type CommandContext, type CommandHandler, type Cryptography, reject } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, CRYPTOGRAPHY, InCommandContext, Refused } from '@rollcall/service-kit';
import { NewPasswords } from '../password/new-passwords.js';
import { OwnerProof } from '../password/owner-proof.js';
import { ChangePasswordDto, CloseAccountDto, EmailQueryDto } from './account.dto.js';
import { AccountLookUp } from './account-look-up.js';
import { changePassword, closeAccount } from './owner.decisions.js';

/** One's own account: the profile portal; and the look-up by email that other services ask. */
@Controller('internal/v1/accounts')
export class AccountController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(NewPasswords) private readonly passwords: NewPasswords,
    @Inject(OwnerProof) private readonly proof: OwnerProof,
  ) {}

  /** The account an email belongs to; `not-found` where it belongs to none. */
  @Get('by-email')
  async byEmail(@Query() { email }: EmailQueryDto) {
    const account = await this.accounts.byEmailIndex(this.accounts.indexOf(email));
    if (account.status === 'none') throw new Refused(reject('not-found', 'No account has this email.'));
    const { accountId, emailIndex, status } = account;
    return { accountId, emailIndex, status };
  }

  /** Every other session of the account ends. */
  @Put(':account/password')
  async changePassword(
    @Param('account') accountId: string,
    @Body() { current, password, sessionId }: ChangePasswordDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const account = await this.accounts.existing(accountId);
    const proven = await this.proof.of(account.emailIndex, account, current, context);
    const passwordHash = await this.passwords.hashOf(password, [account.email, account.firstName, account.lastName]);
    const mailId = this.cryptography.uuid5('mail', context.commandId);
    const session = sessionId !== undefined && { sessionId };
    const change = { accountId, proven, passwordHash, mailId, at: context.occurredAt, ...session };
    return answer(await this.handle(changePassword(change), context));
  }

  /** The owner leaves: the email is free again, every session ends. */
  @Post(':account/close')
  async close(
    @Param('account') accountId: string,
    @Body() { password }: CloseAccountDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const account = await this.accounts.existing(accountId);
    const proven = await this.proof.of(account.emailIndex, account, password, context);
    return answer(await this.handle(closeAccount(accountId, proven), context));
  }
}
