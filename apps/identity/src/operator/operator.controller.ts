import { Body, Controller, Inject, Post } from '@nestjs/common';
import type { Clock, CommandContext, CommandHandler, Cryptography } from '@rollcall/event-sourcing';
import { type Answer, answer, CLOCK, COMMAND_HANDLER, CRYPTOGRAPHY, InCommandContext } from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import { createCompleteAccount } from '../account/owner.decisions.js';
import { NewPasswords } from '../password/new-passwords.js';
import { NewSessions } from '../session/new-sessions.js';
import { issueToken } from '../session/session.decisions.js';
import { OperatorAccountDto, OperatorTokenDto } from './operator.dto.js';

/** What the installation's operator does, by the command line: the first admin, tokens for scripts. */
@Controller('internal/v1/operator')
export class OperatorController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(NewPasswords) private readonly passwords: NewPasswords,
    @Inject(NewSessions) private readonly sessions: NewSessions,
  ) {}

  /** The first admin, before the import: the importer's row then links to this account. */
  @Post('accounts')
  async createAccount(
    @Body() { password, mustChange, ...who }: OperatorAccountDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const accountId = this.cryptography.uuid5('account', context.commandId);
    const passwordHash = await this.passwords.hashOf(password, [who.email, who.firstName, who.lastName]);
    const account = { ...who, accountId, emailIndex: this.accounts.indexOf(who.email) };
    const outcome = await this.handle(createCompleteAccount(account, { passwordHash, mustChange }), context);
    return answer(outcome, { status: 201, body: { accountId } });
  }

  /** A bearer token for a script, shown once. */
  @Post('tokens')
  async issueToken(
    @Body() { accountId }: OperatorTokenDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const { token, session } = this.sessions.for(accountId, 'token', this.clock.now());
    const { sessionId, expiresAt } = session;
    const outcome = await this.handle(issueToken(session), context);
    return answer(outcome, { status: 201, body: { token, sessionId, accountId, expiresAt } });
  }
}
