import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import {
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  type EventStore,
  isRejection,
} from '@rollcall/event-sourcing';
import {
  Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  readState,
  Refused,
} from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import type { ExistingAccount } from '../account/account.state.js';
import { Afterwards } from '../http/afterwards.js';
import { LinkDto } from '../invitation/invitation.dto.js';
import { Throttle } from '../lock/throttle.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { NewPasswords } from '../password/new-passwords.js';
import { passwordResetDecider, replacedReset } from './password-reset.decider.js';
import { completePasswordReset, requestPasswordReset } from './password-reset.decisions.js';
import { CompletePasswordResetDto, RequestPasswordResetDto } from './password-reset.dto.js';
import { passwordResetStream } from './password-reset.events.js';

/** What the holder of a link may do with it. */
type UsableLink = Readonly<{ account: ExistingAccount; generation: number; expiresAt: string }>;

/** A forgotten password, and the way out of a lock (IDN-16, IDN-17, IDN-26). */
@Controller('internal/v1/password-resets')
export class PasswordResetController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(MailedLinks) private readonly links: MailedLinks,
    @Inject(NewPasswords) private readonly passwords: NewPasswords,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(Afterwards) private readonly afterwards: Afterwards,
  ) {}

  /** Always the same answer, at the same cost: whether the address has an account is told in the mail only. */
  @Post()
  async request(
    @Body() { email }: RequestPasswordResetDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const emailIndex = this.accounts.indexOf(email);
    await this.throttle.count('password-reset', emailIndex);
    const account = await this.accounts.byEmailIndex(emailIndex);
    if (account.status !== 'none') {
      const { accountId } = account;
      const mailId = this.cryptography.uuid5('mail', context.commandId);
      const request = { accountId, by: 'self', mailId, keyId: this.links.keyId, at: context.occurredAt } as const;
      this.afterwards.run('a password reset', () => this.handle(requestPasswordReset(request), context));
    }
    return new Answer({ status: 202 });
  }

  /** Whose password the link changes; uses nothing up, so that a mail scanner may open it. */
  @Post('inspect')
  @HttpCode(200)
  async inspect(@Body() link: LinkDto, @InCommandContext() { occurredAt }: CommandContext) {
    const { account, expiresAt } = await this.usable(link, occurredAt);
    const { email, firstName, lastName } = account;
    return { email, firstName, lastName, expiresAt };
  }

  /** The password is set; the owner signs in with it, and is not signed in by the link. */
  @Post('complete')
  async complete(
    @Body() { password, ...link }: CompletePasswordResetDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const { commandId, occurredAt: at } = context;
    const { account, generation } = await this.usable(link, at);
    const { accountId, email, firstName, lastName, emailIndex } = account;
    const passwordHash = await this.passwords.hashOf(password, [email, firstName, lastName]);
    const mailId = this.cryptography.uuid5('mail', commandId);
    const completed = { accountId, generation, passwordHash, mailId, at };
    const outcome = await this.handle(completePasswordReset(completed), context);
    if (outcome.ok) await this.throttle.forgive('sign-in', emailIndex);
    return answer(outcome);
  }

  /** @throws Refused `link-void`, `link-used`, `link-expired`. */
  private async usable({ id, token }: LinkDto, at: Date): Promise<UsableLink> {
    const { state: reset } = await readState(this.store, passwordResetDecider, passwordResetStream(id));
    if (reset.status === 'none') throw new Refused(replacedReset());
    const { generation, keyId, expiresAt } = reset.link;
    if (!this.links.matches({ purpose: 'password-reset', id, generation, keyId }, token)) {
      throw new Refused(replacedReset());
    }
    const completed = passwordResetDecider.decide({ type: 'CompletePasswordReset', data: { generation, at } }, reset);
    if (isRejection(completed)) throw new Refused(completed);
    const account = await this.accounts.existing(id);
    if (account.status !== 'completed') throw new Refused(replacedReset());
    return { account, generation, expiresAt };
  }
}
