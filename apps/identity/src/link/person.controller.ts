import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import {
  type Command,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  type EventStore,
  reject,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  readState,
  Refused,
} from '@rollcall/service-kit';
import { EmailQueryDto } from '../account/account.dto.js';
import { AccountLookUp } from '../account/account-look-up.js';
import { enterSite, sendInvitation } from '../invitation/answer-invitation.decisions.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { requestPasswordReset } from '../password-reset/password-reset.decisions.js';
import { adviseOnEmail, type EmailAdvice } from './email-advice.js';
import { accountsGoingWith } from './erasing.decisions.js';
import { linkDecider } from './link.decider.js';
import { linkStream } from './link.decisions.js';
import { EnterSiteDto, ResetCredentialDto } from './person.dto.js';

/** What is done about the account of one site's person. */
@Controller('internal/v1/people/:person')
export class PersonController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(MailedLinks) private readonly links: MailedLinks,
  ) {}

  /** The account's first request to the site: the link is `Created` (IDN-06). */
  @Post('enter-site')
  async enter(
    @Param('person') personId: string,
    @Body() { accountId }: EnterSiteDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(enterSite(personId, accountId, context.occurredAt), context));
  }

  /** A new invitation, the one before is void (IDN-38). */
  @Post('send-invitation')
  async invite(@Param('person') personId: string, @InCommandContext() context: CommandContext): Promise<Answer> {
    const { commandId, occurredAt: at } = context;
    const invitationId = this.cryptography.uuid5('invitation', commandId);
    const mailId = this.cryptography.uuid5('mail', commandId);
    const terms = { invitationId, mailId, keyId: this.links.keyId, at };
    return answer(await this.handle(sendInvitation(personId, terms), context));
  }

  /**
   * Who has not entered yet gets a new invitation (IDN-39), who has gets a link to a new password (IDN-13): no Admin sets one.
   */
  @Post('reset-credential')
  async reset(
    @Param('person') personId: string,
    @Body() { delivery }: ResetCredentialDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    if (delivery === 'explicit') {
      throw new Refused(reject('not-allowed-in-this-mode', 'On this site people choose their own passwords.'));
    }
    const { linked, place } = (await readState(this.store, linkDecider, linkStream(personId))).state;
    if (linked?.linkStatus !== 'Created' || !place) return this.invite(personId, context);
    const { commandId, occurredAt: at } = context;
    const mailId = this.cryptography.uuid5('mail', commandId);
    const about = { personId, siteId: place.siteId };
    const request = { accountId: linked.accountId, by: 'admin', about, mailId, keyId: this.links.keyId, at } as const;
    return answer(await this.handle(requestPasswordReset(request), context));
  }

  /** A lock ends by time or by its owner's reset; here no Admin ends it (IDN-27). */
  @Post('unlock')
  unlock(): never {
    throw new Refused(
      reject('not-allowed-in-this-mode', 'A lock ends after 30 minutes, or when its owner resets the password.'),
    );
  }

  /** How many accounts would go with this person, if directory erased them now. */
  @Get('erasure')
  async erasure(
    @Param('person') personId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Readonly<{ accounts: number }>> {
    const addressed = linkStream(personId);
    let accounts = 0;
    const decide: Command['decide'] = (get) => {
      accounts = accountsGoingWith(get, personId, get(linkDecider, addressed)).length;
      return new Map();
    };
    await this.handle({ addressed, decide }, context);
    return { accounts };
  }

  /** What saving another email for this person would do. */
  @Get('email-advice')
  async advise(@Param('person') personId: string, @Query() { email }: EmailQueryDto): Promise<EmailAdvice> {
    const { linked: link } = (await readState(this.store, linkDecider, linkStream(personId))).state;
    const linked = link && (await this.accounts.existing(link.accountId));
    const active = linked?.people.some((person) => person.personId === personId && person.open) ?? false;
    const emailIndex = this.accounts.indexOf(email);
    return adviseOnEmail({ active, linked }, emailIndex, await this.accounts.byEmailIndex(emailIndex));
  }
}
