import { Body, Controller, Inject, Post } from '@nestjs/common';
import { type CommandContext, type CommandHandler, type Cryptography, reject } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, CRYPTOGRAPHY, InCommandContext, Refused } from '@rollcall/service-kit';
import { AccountLookUp } from '../account/account-look-up.js';
import { validUntil } from '../account/valid-until.js';
import { Throttle } from '../lock/throttle.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { NewPasswords } from '../password/new-passwords.js';
import { confirmSignUp, signUp } from './sign-up.decisions.js';
import { ConfirmSignUpDto, SignUpDto } from './sign-up.dto.js';

/** Self sign-up of the profile portal (IDN-53). */
@Controller('internal/v1/accounts')
export class SignUpController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(MailedLinks) private readonly links: MailedLinks,
    @Inject(NewPasswords) private readonly passwords: NewPasswords,
    @Inject(Throttle) private readonly throttle: Throttle,
  ) {}

  /** Always the same answer: whether the address has an account is told in the mail only. */
  @Post()
  async signUp(@Body() who: SignUpDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    const { commandId, occurredAt } = context;
    const emailIndex = this.accounts.indexOf(who.email);
    await this.throttle.count('sign-up', emailIndex);
    const ids = {
      newAccountId: this.cryptography.uuid5('account', commandId),
      mailId: this.cryptography.uuid5('mail', commandId),
    };
    const link = { keyId: this.links.keyId, expiresAt: validUntil(occurredAt) };
    return answer(await this.handle(signUp({ ...who, ...ids, ...link, emailIndex }), context), { status: 202 });
  }

  /** The link was followed: the email is the owner's, and the password is chosen. */
  @Post('confirm')
  async confirm(
    @Body() { id, token, password }: ConfirmSignUpDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const account = await this.accounts.byId(id);
    const link = account.status === 'none' ? undefined : account.confirmation;
    if (account.status === 'none' || !link || !this.links.matches({ purpose: 'sign-up', id, ...link }, token)) {
      throw new Refused(reject('link-void', 'A newer link replaced this one. Sign in, or sign up again.'));
    }
    const { generation } = link;
    const at = context.occurredAt;
    const passwordHash =
      account.status === 'pending'
        ? await this.passwords.hashOf(password, [account.email, account.firstName, account.lastName])
        : '';
    return answer(await this.handle(confirmSignUp(id, { generation, at, passwordHash }), context));
  }
}
