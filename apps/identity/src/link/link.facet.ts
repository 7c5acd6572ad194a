import { type LinkFacet, markOf } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { linkCategory, type LinkEvent } from './link.events.js';

/** The public state of a person's link. */
export const linkFold: FacetFold<LinkEvent> = {
  category: linkCategory,
  initial: undefined,
  evolve: (facet: LinkFacet | undefined, event: Recorded<LinkEvent>): LinkFacet | undefined => {
    switch (event.type) {
      case 'AccountLinked': {
        const { personId, siteId, teamId, accountId, attempt, linkStatus } = event.data;
        const known = facet?.accountId === accountId ? facet : undefined;
        const linkedMark = known?.linkedMark ?? markOf(event);
        // Later attempts find the account of the first one: what counts is whether that found it or made it.
        const wasExisting = known?.wasExisting ?? event.data.wasExisting;
        const kept = { linkedMark, wasExisting, ...(known?.twin && { twin: known.twin }) };
        return { personId, siteId, teamId, accountId, attempt, status: linkStatus, ...kept };
      }
      case 'AccountLinkRefused': {
        const { personId, siteId, teamId } = event.data;
        return facet ?? { personId, siteId, teamId, attempt: 0 };
      }
      case 'AttemptsEnded':
        return facet;
      default:
        return facet && changed(facet, event);
    }
  },
};

type Changing = Exclude<Recorded<LinkEvent>, { type: 'AccountLinked' | 'AccountLinkRefused' | 'AttemptsEnded' }>;

function changed(facet: LinkFacet, event: Changing): LinkFacet {
  const { twin: _twin, ...untwinned } = facet;
  switch (event.type) {
    case 'AccountLinkRestored': {
      const { accountId, attempt, linkStatus } = event.data;
      // Whether the former account was made for this person is not remembered.
      const { wasExisting: _ofTheRefused, ...rest } = untwinned;
      return { ...rest, accountId, attempt, status: linkStatus, linkedMark: markOf(event) };
    }
    case 'AccountUnlinked': {
      const { personId, siteId, teamId, attempt } = facet;
      return { personId, siteId, teamId, attempt, unlinkedMark: markOf(event) };
    }
    case 'LinkStatusCreated':
      return { ...facet, status: 'Created' };
    case 'TwinDetected': {
      const { kind, twinAccountId } = event.data;
      return { ...facet, twin: { kind, twinAccountId, mark: markOf(event) } };
    }
  }
}
