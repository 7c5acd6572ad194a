import { contracts, type PersonFacet, personFacet } from '@rollcall/contracts';
import type { Envelope, Listener } from '@rollcall/event-sourcing';
import { endAttempts } from '../link/link-end.decisions.js';

/**
 * Every message about a person says, in its facet, up to which attempt all have ended: whichever arrives first ends them, and
 * with them access, slot and invitation (STO-8, DIR-04; DESIGN section 5). One listener per contract event that carries the
 * person's facet; they come before the others of this service, which act on what is left.
 */
export const onPersonChanged: readonly Listener<Envelope<unknown, PersonFacet>>[] = [...contracts.values()]
  .filter(({ facet }) => facet === personFacet)
  .map(({ type }) => ({
    name: 'identity.end-attempts',
    on: type,
    react: ({ facet }) =>
      facet?.state && facet.state.ended > 0
        ? endAttempts(facet.state.personId, facet.state.ended, facet.version)
        : undefined,
  }));
