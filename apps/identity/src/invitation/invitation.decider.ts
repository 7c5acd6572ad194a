import { type Decider, type Message, type Rejection, reject } from '@rollcall/event-sourcing';
import type { InvitationEvent, InvitationIssued } from './invitation.events.js';

/** The newest invitation of a person; `void` and `accepted` links lead to the sign-in page (IDN-37). */
export type Invitation =
  Readonly<{ status: 'none' }> | Readonly<{ status: 'open' | 'accepted' | 'void' } & InvitationIssued['data']>;

/** A new invitation; an open one is void from then on. */
export type IssueInvitation = Message<'IssueInvitation', InvitationIssued['data']>;
/** `sent` or, with a reason, refused by the mail server. */
export type NoteDelivery = Message<'NoteDelivery', { invitationId: string; failure?: string }>;
/** The link was followed and its form posted; `at` is the command's time. */
export type AcceptInvitation = Message<'AcceptInvitation', { invitationId: string; generation: number; at: Date }>;
export type VoidInvitation = Message<'VoidInvitation', Record<never, never>>;
export type InvitationCommand = IssueInvitation | NoteDelivery | AcceptInvitation | VoidInvitation;

/** The answer to a link that a newer one replaced, that was withdrawn, or that never was one: nobody learns which. */
export const replacedInvitation = (): Rejection =>
  reject('link-void', 'This invitation was replaced or withdrawn. Sign in, or ask an Admin for a new one.');

/**
 * Invitations: valid for a while, usable once, replaced by newer ones (IDN-36…IDN-38).
 * Rejections: `link-void`, `link-used`, `link-expired`.
 */
export const invitationDecider: Decider<Invitation, InvitationCommand, InvitationEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (invitation, event) => {
    if (event.type === 'InvitationIssued') return { status: 'open', ...event.data };
    if (invitation.status === 'none' || invitation.invitationId !== event.data.invitationId) return invitation;
    if (event.type === 'InvitationAccepted') return { ...invitation, status: 'accepted' };
    return event.type === 'InvitationVoided' ? { ...invitation, status: 'void' } : invitation;
  },
  decide: (command, invitation) => {
    switch (command.type) {
      case 'IssueInvitation':
        return [...voided(invitation), { type: 'InvitationIssued', data: command.data }];
      case 'NoteDelivery': {
        const { invitationId, failure } = command.data;
        if (invitation.status !== 'open' || invitation.invitationId !== invitationId) return [];
        return failure === undefined
          ? [{ type: 'InvitationSent', data: { invitationId } }]
          : [{ type: 'InvitationFailed', data: { invitationId, reason: failure } }];
      }
      case 'AcceptInvitation':
        return accept(invitation, command.data);
      case 'VoidInvitation':
        return voided(invitation);
    }
  },
};

const voided = (invitation: Invitation): readonly InvitationEvent[] =>
  invitation.status === 'open' ? [{ type: 'InvitationVoided', data: { invitationId: invitation.invitationId } }] : [];

function accept(
  invitation: Invitation,
  { invitationId, generation, at }: AcceptInvitation['data'],
): readonly InvitationEvent[] | Rejection {
  if (invitation.status === 'none' || invitation.invitationId !== invitationId) {
    return replacedInvitation();
  }
  if (invitation.status === 'accepted') return reject('link-used', 'This invitation was used. Sign in.');
  if (invitation.status === 'void' || invitation.link.generation !== generation) {
    return replacedInvitation();
  }
  return invitation.link.expiresAt <= at.toISOString()
    ? reject('link-expired', 'This invitation has expired. An Admin can send you a new one.')
    : [{ type: 'InvitationAccepted', data: { invitationId } }];
}
