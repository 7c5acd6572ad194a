import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';
import type { MailedLink } from '../account/account.events.js';

/** Streams of invitations: `identity.invitation-<personId>`: one open at most, a new one voids the old. */
export const invitationCategory = 'identity.invitation';
/** The stream of a person's invitations. */
export const invitationStream = (personId: string): StreamName => streamName(invitationCategory, personId);

/** No account yet: ACCEPT INVITATION (IDN-40). An account that was never on this site: ENTER SITE (IDN-41). */
export type InvitationVariant = 'accept-invitation' | 'enter-site';

/** An invitation exists and its mail is asked for; `issuedAt` is RFC 3339. */
export type InvitationIssued = Message<
  'InvitationIssued',
  {
    invitationId: string;
    personId: string;
    siteId: string;
    accountId: string;
    variant: InvitationVariant;
    link: MailedLink;
    issuedAt: string;
  }
>;
/** What became of the invitation with this id: its mail was taken or refused, its link used or withdrawn. */
export type InvitationSent = Message<'InvitationSent', { invitationId: string }>;
export type InvitationFailed = Message<'InvitationFailed', { invitationId: string; reason: string }>;
export type InvitationAccepted = Message<'InvitationAccepted', { invitationId: string }>;
export type InvitationVoided = Message<'InvitationVoided', { invitationId: string }>;

/** What can be true of a person's invitations. */
export type InvitationEvent =
  InvitationIssued | InvitationSent | InvitationFailed | InvitationAccepted | InvitationVoided;
