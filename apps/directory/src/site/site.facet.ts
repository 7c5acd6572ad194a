import type { SiteFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { siteCategory, type SiteEvent } from './site.events.js';

/** The public state of a site. */
export const siteFold: FacetFold<SiteEvent> = {
  category: siteCategory,
  initial: undefined,
  evolve: (facet: SiteFacet | undefined, { type, data }: Recorded<SiteEvent>): SiteFacet | undefined => {
    if (type === 'SiteOpened') return { ...data, settings: {} };
    return facet && { ...facet, settings: { ...facet.settings, [data.key]: data.value } };
  },
};
