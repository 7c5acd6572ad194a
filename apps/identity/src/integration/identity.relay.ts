import * as contracts from '@rollcall/contracts';
import type { InvitationFacet, LinkFacet } from '@rollcall/contracts';
import { keyOf, type Message, type Publication, type Recorded, type Relay } from '@rollcall/event-sourcing';
import type { AccountEvent } from '../account/account.events.js';
import { accountFold } from '../account/account.facet.js';
import type { InvitationEvent } from '../invitation/invitation.events.js';
import { invitationFold } from '../invitation/invitation.facet.js';
import type { LinkEvent } from '../link/link.events.js';
import { linkFold } from '../link/link.facet.js';

type Published = AccountEvent | LinkEvent | InvitationEvent;

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

/** What others learn from identity (docs/reference/asyncapi.json); passwords, links and their keys never. */
export const identityRelay: Relay<Published> = {
  name: 'identity',
  service: 'identity',
  facets: { account: accountFold, link: linkFold, invitation: invitationFold },
  publish: {
    AccountCreated: ofAccount(contracts.accountCreated),
    AccountCompleted: ofAccount(contracts.accountCompleted),
    AccountClosed: ofAccount(contracts.accountClosed),
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
    AccountLinked: ofLink(contracts.accountLinked),
    AccountLinkRefused: ofLink(contracts.accountLinkRefused),
    AccountLinkRestored: ofLink(contracts.accountLinkRestored),
    AccountUnlinked: ofLink(contracts.accountUnlinked),
    LinkStatusCreated: ofLink(contracts.linkStatusCreated),
    TwinDetected: ofLink(contracts.twinDetected),
    InvitationIssued: ofInvitation(contracts.invitationIssued),
    InvitationSent: ofInvitation(contracts.invitationSent),
    InvitationFailed: ofInvitation(contracts.invitationFailed),
    InvitationAccepted: ofInvitation(contracts.invitationAccepted),
    InvitationVoided: ofInvitation(contracts.invitationVoided),
  },
};
