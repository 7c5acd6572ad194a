import type { UseFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { useCategory, type UseEvent } from './use.events.js';

/** What others may know of a person's seat. Attempts that ended before any answer leave nothing to show. */
export const useFold: FacetFold<UseEvent> = {
  category: useCategory,
  initial: undefined,
  evolve: (facet: UseFacet | undefined, event: Recorded<UseEvent>): UseFacet | undefined => {
    const { type, data } = event;
    switch (type) {
      case 'SeatClaimed': {
        const { personId, siteId, teamId, accountId, attempt, seatId } = data;
        return { personId, siteId, teamId, accountId, attempt, answered: attempt, ...(seatId ? { seatId } : {}) };
      }
      case 'SeatRefused': {
        const { personId, siteId, teamId, attempt, code, reason } = data;
        const kept = facet ?? { personId, siteId, teamId, attempt: 0 };
        return { ...kept, answered: attempt, refusal: { code, reason } };
      }
      case 'SeatUseDropped': {
        if (!facet) return undefined;
        const { accountId: _account, seatId: _seat, ...rest } = facet;
        return rest;
      }
      case 'AttemptsEnded':
        return facet;
    }
  },
};
