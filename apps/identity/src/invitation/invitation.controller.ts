import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import {
  type CommandContext,
  type CommandHandler,
  type EventStore,
  isRejection,
  type ReadModel,
  type SiteId,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  EVENT_STORE,
  InCommandContext,
  InjectReadModel,
  readState,
  Refused,
  validationFailed,
} from '@rollcall/service-kit';
import type { CompleteAccount } from '../account/account.commands.js';
import { AccountLookUp } from '../account/account-look-up.js';
import type { ExistingAccount } from '../account/account.state.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { NewPasswords } from '../password/new-passwords.js';
import { type SiteRow, sitesDeclaration } from '../read-models/sites.composition.js';
import { acceptInvitation } from './answer-invitation.decisions.js';
import { type Invitation, invitationDecider, replacedInvitation } from './invitation.decider.js';
import { AcceptInvitationDto, LinkDto } from './invitation.dto.js';
import { invitationStream } from './invitation.events.js';

type Issued = Exclude<Invitation, { status: 'none' }>;

/** What the holder of an invitation's link may do (IDN-36…IDN-41). */
@Controller('internal/v1/invitations')
export class InvitationController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(AccountLookUp) private readonly accounts: AccountLookUp,
    @Inject(MailedLinks) private readonly links: MailedLinks,
    @Inject(NewPasswords) private readonly passwords: NewPasswords,
    @InjectReadModel(sitesDeclaration) private readonly sites: ReadModel<SiteRow>,
  ) {}

  /** What the link invites to; changes nothing, so that opening it twice, or by a scanner, uses nothing up. */
  @Post('inspect')
  @HttpCode(200)
  async inspect(@Body() { id, token }: LinkDto, @InCommandContext() { occurredAt: at }: CommandContext) {
    const invitation = await this.invitation(id, token);
    const { invitationId, accountId, siteId, link } = invitation;
    const data = { invitationId, generation: link.generation, at };
    const accepted = invitationDecider.decide({ type: 'AcceptInvitation', data }, invitation);
    if (isRejection(accepted)) throw new Refused(accepted);
    const { email, firstName, lastName, status } = await this.accounts.existing(accountId);
    const siteName = await this.siteName(siteId);
    // Completed by another door since: all that is left is to sign in.
    const variant = status === 'pending' ? invitation.variant : 'enter-site';
    return { variant, email, firstName, lastName, ...(siteName && { siteName }), expiresAt: link.expiresAt };
  }

  /** Completes the account where it is new; usable once. */
  @Post('accept')
  async accept(@Body() body: AcceptInvitationDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    const { invitationId, link, accountId, siteId } = await this.invitation(body.id, body.token);
    const account = await this.accounts.existing(accountId);
    const completion = account.status === 'pending' ? await this.completion(account, body, siteId) : undefined;
    const accept = { invitationId, generation: link.generation, at: context.occurredAt };
    return answer(await this.handle(acceptInvitation({ personId: body.id, accountId }, accept, completion), context));
  }

  private async invitation(personId: string, token: string): Promise<Issued> {
    const { state } = await readState(this.store, invitationDecider, invitationStream(personId));
    if (state.status === 'none') throw new Refused(replacedInvitation());
    const { generation, keyId } = state.link;
    if (this.links.matches({ purpose: 'invitation', id: personId, generation, keyId }, token)) return state;
    throw new Refused(replacedInvitation());
  }

  private async completion(
    account: ExistingAccount,
    { password, firstName = account.firstName, lastName = account.lastName }: AcceptInvitationDto,
    siteId: string,
  ): Promise<CompleteAccount['data']> {
    if (password === undefined) throw validationFailed([{ pointer: '/password', detail: 'Choose a password.' }]);
    const words = [account.email, firstName, lastName, (await this.siteName(siteId)) ?? ''];
    const passwordHash = await this.passwords.hashOf(password, words);
    return { firstName, lastName, by: 'link', passwordHash, mustChange: false };
  }

  private async siteName(siteId: string): Promise<string | undefined> {
    return (await this.sites.get({ site: siteId as SiteId }, siteId))?.name;
  }
}
