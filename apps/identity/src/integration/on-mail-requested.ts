import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type EnvelopeOf, mailRequested } from '@rollcall/contracts';
import {
  type Clock,
  type CommandHandler,
  type Cryptography,
  ERASED,
  type EventStore,
  listenerContext,
  type ReadModel,
  type SiteId,
  type Verdict,
} from '@rollcall/event-sourcing';
import {
  CLOCK,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InjectReadModel,
  ListensTo,
  MAIL,
  type Mailbox,
  MAILBOX,
  type MailTransport,
  readState,
} from '@rollcall/service-kit';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import type { ExistingAccount } from '../account/account.state.js';
import { addressOf } from '../account/address-of.js';
import { buildMail, type MailSurroundings } from '../mail/build-mail.js';
import { noteOutcome } from '../mail/mail.decisions.js';
import { mailDecider } from '../mail/mail.decider.js';
import { type MailRequested, mailStream } from '../mail/mail.events.js';
import { MailedLinks } from '../mail/mailed-links.js';
import { type SiteRow, sitesDeclaration } from '../read-models/sites.composition.js';

const listener = 'identity.send-mail';

/**
 * The mail follower: sends what the outbox asks for, at least once and under a stable id, and notes what came of it. The
 * message names the mail only; address and text stay in this service. A mail server that is away pauses these messages and
 * nothing else: no other listener of identity reads identity's own topic.
 */
@Controller()
export class OnMailRequested {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MAIL) private readonly transport: MailTransport,
    @Inject(MailedLinks) private readonly links: MailedLinks,
    @InjectReadModel(sitesDeclaration) private readonly sites: ReadModel<SiteRow>,
    @Inject(MAILBOX) private readonly mailbox?: Mailbox,
  ) {}

  /** Called by the transport for each mail; one that has its outcome is let go. */
  @ListensTo(mailRequested.type)
  async send(@Payload() message: EnvelopeOf<typeof mailRequested>): Promise<Verdict> {
    const mail = await this.read(message.data.mailId);
    if (mail.status !== 'requested') return 'ack';
    const failure = await this.deliver(mail);
    const outcome = { at: this.clock.now(), ...(failure !== undefined && { failure }) };
    const noted = await this.handle(noteOutcome(mail, outcome), listenerContext(message, listener, this.cryptography));
    return noted.ok ? 'ack' : { park: `${listener} did not expect the rejection ${noted.rejection.rejected}` };
  }

  /** Why the mail will never go out; nothing when it was taken. Throws when it is worth another try. */
  private async deliver(mail: MailRequested['data']): Promise<string | undefined> {
    if (await this.isOfErased(mail)) return this.erased(mail.mailId);
    const surroundings = await this.surroundingsOf(mail);
    try {
      await this.transport.send(buildMail(mail, surroundings));
      // Whoever removed the mails of somebody erased meanwhile may not have met this one.
      const sent = this.mailbox && (await this.read(mail.mailId));
      return sent && sent.status !== 'none' && (await this.isOfErased(sent)) ? this.erased(mail.mailId) : undefined;
    } catch (error) {
      const { responseCode } = error as { responseCode?: number };
      if (responseCode === undefined || responseCode < 500) throw error;
      // The server's own words may hold the address.
      return `The mail server refused this mail (${responseCode}).`;
    }
  }

  private async surroundingsOf({ siteId, link, lockedAccountId }: MailRequested['data']): Promise<MailSurroundings> {
    const site = siteId === undefined ? undefined : await this.sites.get({ site: siteId as SiteId }, siteId);
    const locked = await this.account(lockedAccountId);
    const about = locked && `${addressOf(locked).name} (${locked.email})`;
    return { siteName: site?.name, url: link && this.links.urlOf(link), about };
  }

  /** Whether its reader, or whoever it tells about, was erased. */
  private async isOfErased({ personal, lockedAccountId }: MailRequested['data']): Promise<boolean> {
    return personal.to === ERASED || (await this.account(lockedAccountId))?.email === ERASED;
  }

  private async account(accountId: string | undefined): Promise<ExistingAccount | undefined> {
    if (accountId === undefined) return undefined;
    const { state } = await readState(this.store, accountDecider, accountStream(accountId));
    return state.status === 'none' ? undefined : state;
  }

  /** Also what a try before this one left in the mailbox goes. */
  private async erased(mailId: string): Promise<string> {
    await this.mailbox?.erase(mailId);
    return 'The person was erased.';
  }

  private async read(mailId: string) {
    return (await readState(this.store, mailDecider, mailStream(mailId))).state;
  }
}
