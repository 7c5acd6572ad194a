import type { InvitationFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { invitationCategory, type InvitationEvent } from './invitation.events.js';

/** The public state of a person's newest invitation; never its link. */
export const invitationFold: FacetFold<InvitationEvent> = {
  category: invitationCategory,
  initial: undefined,
  evolve: (facet: InvitationFacet | undefined, event: Recorded<InvitationEvent>): InvitationFacet | undefined => {
    if (event.type === 'InvitationIssued') {
      const { personId, siteId, invitationId, variant, link, issuedAt } = event.data;
      return { personId, siteId, invitationId, variant, state: 'issued', issuedAt, expiresAt: link.expiresAt };
    }
    if (facet?.invitationId !== event.data.invitationId) return facet;
    switch (event.type) {
      case 'InvitationSent':
        return { ...facet, state: 'sent' };
      case 'InvitationFailed':
        return { ...facet, state: 'failed', failure: event.data.reason };
      case 'InvitationAccepted':
        return { ...facet, state: 'accepted' };
      case 'InvitationVoided':
        return { ...facet, state: 'void' };
    }
  },
};
