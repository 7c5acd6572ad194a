import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import {
  type Clock,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  reject,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  CLOCK,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  InCommandContext,
  Refused,
} from '@rollcall/service-kit';
import { LinkDto } from '../invitation/invitation.dto.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { AccountLookUp } from './account-look-up.js';
import { confirmEmailChange, requestEmailChange } from './email-change.decisions.js';
import { RequestEmailChangeDto } from './email-change.dto.js';
import { validUntil } from './valid-until.js';

/** Changing the email of one's account, confirmed from the new address (IDN-46). */
@Controller('internal/v1')
export class EmailChangeController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(MailedLinks) private readonly links: MailedLinks,
  ) {}

  /** The newest change that was asked for, if any: a newer one voids it. */
  @Get('accounts/:account/email-changes')
  async list(@Param('account') accountId: string) {
    const { change } = await this.accounts.existing(accountId);
    if (!change) return { items: [] };
    const { changeId: id, email, confirmed, link } = change;
    const waiting = this.clock.now().toISOString() < link.expiresAt ? 'waiting' : 'expired';
    return { items: [{ id, email, state: confirmed ? 'confirmed' : waiting, expiresAt: link.expiresAt }] };
  }

  /** A link goes to the new address; the old one stays until it is followed. */
  @Post('accounts/:account/email-changes')
  async request(
    @Param('account') accountId: string,
    @Body() { email }: RequestEmailChangeDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const { commandId, occurredAt } = context;
    const request = requestEmailChange({
      accountId,
      changeId: this.cryptography.uuid5('email-change', commandId),
      email,
      emailIndex: this.accounts.indexOf(email),
      mailId: this.cryptography.uuid5('mail', commandId),
      keyId: this.links.keyId,
      expiresAt: validUntil(occurredAt),
    });
    return answer(await this.handle(request, context), { status: 202 });
  }

  /** The link was followed: the account has the new email, the old address is told. */
  @Post('email-changes/confirm')
  async confirm(@Body() { id, token }: LinkDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    const account = await this.accounts.byId(id);
    const change = account.status === 'none' ? undefined : account.change;
    if (!change || !this.links.matches({ purpose: 'email-change', id, ...change.link }, token)) {
      throw new Refused(reject('link-void', 'A newer link replaced this one.'));
    }
    const mailId = this.cryptography.uuid5('mail', context.commandId);
    return answer(await this.handle(confirmEmailChange(id, change.changeId, mailId, context.occurredAt), context));
  }
}
