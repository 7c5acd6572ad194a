import { type AccountFacet, markOf } from '@rollcall/contracts';
import { ERASED, type FacetFold, type Recorded } from '@rollcall/event-sourcing';
import { accountCategory, type AccountEvent } from './account.events.js';

/** The public state of an account: never its password, never whom it is linked to. */
export const accountFold: FacetFold<AccountEvent> = {
  category: accountCategory,
  initial: undefined,
  evolve: (facet: AccountFacet | undefined, event: Recorded<AccountEvent>): AccountFacet | undefined => {
    if (event.type === 'AccountCreated') {
      return { ...event.data, status: 'pending', mustChangePassword: false, createdMark: markOf(event) };
    }
    return facet && { ...facet, ...changed(facet, event) };
  },
};

function changed(facet: AccountFacet, event: Recorded<AccountEvent>): Partial<AccountFacet> {
  switch (event.type) {
    case 'AccountCompleted':
      return { status: 'completed', personal: { ...facet.personal, ...event.data.personal } };
    case 'PasswordSet':
      return { mustChangePassword: event.data.mustChange };
    case 'AccountEmailChanged': {
      const { emailIndex, personal } = event.data;
      return { emailIndex, personal: { ...facet.personal, email: personal.email }, emailMark: markOf(event) };
    }
    case 'AccountClosed':
      return { status: 'closed', closedMark: markOf(event) };
    case 'AccountErased': {
      const { subject } = facet.personal;
      const nobody = { subject, email: ERASED, firstName: ERASED, lastName: ERASED };
      return { personal: nobody, emailIndex: '', mustChangePassword: false };
    }
    case 'AccountSessionsEnded':
      return { sessionsEndedAt: event.metadata.occurredAt.toISOString() };
    default:
      return {};
  }
}
