import { type SiteFacet, siteFacet } from '@rollcall/contracts';
import type { Composition, ReadModelDeclaration, TeamId } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';

/** A site. */
export type SiteRow = SiteFacet & Readonly<{ id: string }>;

/** The sites of each team. */
export const sites: Composition<SiteRow> = {
  name: 'admin-gateway-sites',
  version: 1,
  rowOf: siteFacet.kind,
  joins: {},
  compose: (found, id) => {
    const site = foundOne(found, siteFacet);
    return site && { ...site, id };
  },
};

/** What site lists can be asked. */
export const sitesDeclaration: ReadModelDeclaration<SiteRow> = {
  name: sites.name,
  version: sites.version,
  scope: ({ teamId }) => ({ team: teamId as TeamId }),
  filters: {},
  sorts: { name: ({ name }) => name },
};
