import * as contracts from '@rollcall/contracts';
import type { InvitationFacet, LinkFacet, SessionFacet } from '@rollcall/contracts';
import { keyOf, type Message, type Publication, type Recorded, type Relay } from '@rollcall/event-sourcing';
import type { AccountEvent } from '../account/account.events.js';
import { accountFold } from '../account/account.facet.js';
import type { InvitationEvent } from '../invitation/invitation.events.js';
import { invitationFold } from '../invitation/invitation.facet.js';
import type { LinkEvent } from '../link/link.events.js';
import { linkFold } from '../link/link.facet.js';
import type { LockEvent } from '../lock/lock.events.js';
import { lockFold } from '../lock/lock.facet.js';
import type { MailEvent } from '../mail/mail.events.js';
import { mailFold } from '../mail/mail.facet.js';
import type { NoticesEvent } from '../notices/notices.events.js';
import { noticesFold } from '../notices/notices.facet.js';
import type { SecondFactorEvent } from '../second-factor/second-factor.events.js';
import { secondFactorFold } from '../second-factor/second-factor.facet.js';
import type { SessionEvent } from '../session/session.events.js';
import { sessionFold } from '../session/session.facet.js';

type Published =
  AccountEvent | LockEvent | SecondFactorEvent | LinkEvent | NoticesEvent | InvitationEvent | SessionEvent | MailEvent;

/** An event of a link under its contract: its own data, and whose link it is. */
const ofLink =
  ({ type }: contracts.Contract) =>
  ({ data }: Recorded<Message<string, object>>, { personId, siteId, teamId }: LinkFacet): Publication => ({
    type,
    data: { ...data, personId, siteId, teamId },
  });
/** An event of an account that says no more than that it happened. */
const ofAccount =
  ({ type }: contracts.Contract) =>
  ({ stream }: Recorded): Publication => ({ type, data: { accountId: keyOf(stream) } });
/** An event of an invitation that names the invitation and its person. */
const ofInvitation =
  ({ type }: contracts.Contract) =>
  (event: Recorded<InvitationEvent>, { personId, siteId }: InvitationFacet): Publication => {
    const { invitationId } = event.data;
    const reason = event.type === 'InvitationFailed' ? { reason: event.data.reason } : {};
    return { type, data: { personId, siteId, invitationId, ...reason } };
  };
/** An event of a session that names it and its account. */
const ofSession =
  ({ type }: contracts.Contract) =>
  (event: Recorded<SessionEvent>, { sessionId, accountId }: SessionFacet): Publication => {
    const reason = event.type === 'SessionEnded' ? { reason: event.data.reason } : {};
    return { type, data: { sessionId, accountId, ...reason } };
  };
/** An event of a mail that names it and nothing of what stands in it. */
const ofMail =
  ({ type }: contracts.Contract) =>
  ({ stream }: Recorded): Publication => ({ type, data: { mailId: keyOf(stream) } });

/** What others learn from identity (docs/reference/asyncapi.json); passwords, links and their keys never. */
export const identityRelay: Relay<Published> = {
  name: 'identity',
  service: 'identity',
  facets: {
    account: accountFold,
    lock: lockFold,
    'second-factor': secondFactorFold,
    link: linkFold,
    notices: noticesFold,
    invitation: invitationFold,
    session: sessionFold,
    mail: mailFold,
  },
  publish: {
    AccountCreated: ofAccount(contracts.accountCreated),
    AccountCompleted: ofAccount(contracts.accountCompleted),
    AccountClosed: ({ stream, data: { people } }) => ({
      type: contracts.accountClosed.type,
      data: { accountId: keyOf(stream), people },
    }),
    AccountErased: ({ stream, data }) => ({
      type: contracts.accountErased.type,
      data: { accountId: keyOf(stream), ...data },
    }),
    AccountEmailChanged: ({ stream, data: { people, personal } }) => ({
      type: contracts.accountEmailChanged.type,
      data: { accountId: keyOf(stream), people, personal },
    }),
    AccountSessionsEnded: ({ stream, data: { reason } }) => ({
      type: contracts.accountSessionsEnded.type,
      data: { accountId: keyOf(stream), reason },
    }),
    PasswordSet: ({ stream, data: { by } }) => ({
      type: contracts.passwordChanged.type,
      data: { accountId: keyOf(stream), by },
    }),
    AccountLocked: ({ data }) => ({ type: contracts.accountLocked.type, data }),
    AccountUnlocked: ({ data }) => ({ type: contracts.accountUnlocked.type, data }),
    SecondFactorAdded: ({ data: { accountId, kind } }) => ({
      type: contracts.secondFactorAdded.type,
      data: { accountId, kind },
    }),
    SecondFactorRemoved: ({ data: { accountId, kind, by } }) => ({
      type: contracts.secondFactorRemoved.type,
      data: { accountId, kind, by },
    }),
    RecoveryCodesIssued: ofAccount(contracts.recoveryCodesIssued),
    AccountLinked: ofLink(contracts.accountLinked),
    AccountLinkRefused: ofLink(contracts.accountLinkRefused),
    AccountLinkRestored: ofLink(contracts.accountLinkRestored),
    AccountUnlinked: ofLink(contracts.accountUnlinked),
    LinkStatusCreated: ofLink(contracts.linkStatusCreated),
    TwinDetected: ofLink(contracts.twinDetected),
    SecurityEmailsSubscribed: ({ data }) => ({ type: contracts.securityEmailsSubscribed.type, data }),
    SecurityEmailsUnsubscribed: ({ data }) => ({ type: contracts.securityEmailsUnsubscribed.type, data }),
    InvitationIssued: ofInvitation(contracts.invitationIssued),
    InvitationSent: ofInvitation(contracts.invitationSent),
    InvitationFailed: ofInvitation(contracts.invitationFailed),
    InvitationAccepted: ofInvitation(contracts.invitationAccepted),
    InvitationVoided: ofInvitation(contracts.invitationVoided),
    SessionStarted: ofSession(contracts.sessionStarted),
    SessionContinued: ofSession(contracts.sessionContinued),
    SessionEnded: ofSession(contracts.sessionEnded),
    MailRequested: ofMail(contracts.mailRequested),
    MailSent: ofMail(contracts.mailSent),
    MailFailed: ofMail(contracts.mailFailed),
  },
};
