import { contracts, type PersonFacet, personFacet } from '@rollcall/contracts';
import type { Envelope, Listener } from '@rollcall/event-sourcing';
import { endAttempts } from '../use/use.decisions.js';

/**
 * Every message about a person says, in its facet, up to which attempt all have ended: whichever arrives first ends them
 * (DESIGN section 5). One listener per contract event that carries the person's facet.
 */
export const onPersonChanged: readonly Listener<Envelope<unknown, PersonFacet>>[] = [...contracts.values()]
  .filter(({ facet }) => facet === personFacet)
  .map(({ type }) => ({
    name: 'licensing.end-attempts',
    on: type,
    react: ({ facet }) =>
      facet?.state && facet.state.ended > 0 ? endAttempts(facet.state.personId, facet.state.ended) : undefined,
  }));
