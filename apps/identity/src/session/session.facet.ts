import type { SessionFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { sessionCategory, type SessionEvent } from './session.events.js';

/** The public state of a session: what a gateway needs to let a request pass without asking. */
export const sessionFold: FacetFold<SessionEvent> = {
  category: sessionCategory,
  initial: undefined,
  evolve: (facet: SessionFacet | undefined, event: Recorded<SessionEvent>): SessionFacet | undefined => {
    switch (event.type) {
      case 'SessionStarted':
        return event.data;
      case 'SessionContinued':
        return facet && { ...facet, startedAt: event.data.at };
      case 'SessionEnded':
        return facet && { ...facet, endedAt: event.data.at };
    }
  },
};
