import type { SecondFactorFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { secondFactorCategory, type SecondFactorEvent } from './second-factor.events.js';

/** The public state of an account's second factor: that there is one, never its secret or what is kept of codes. */
export const secondFactorFold: FacetFold<SecondFactorEvent> = {
  category: secondFactorCategory,
  initial: undefined,
  evolve: (
    facet: SecondFactorFacet | undefined,
    { type, data: { accountId } }: Recorded<SecondFactorEvent>,
  ): SecondFactorFacet | undefined => {
    if (type === 'SecondFactorAdded') return { accountId, kinds: ['totp'] };
    return type === 'SecondFactorRemoved' ? { accountId, kinds: [] } : facet;
  },
};
