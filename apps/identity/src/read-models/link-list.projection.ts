import type { LinkFacet } from '@rollcall/contracts';
import { facetStep, type Projection, type ReadModelDeclaration, type SiteId } from '@rollcall/event-sourcing';
import type { LinkEvent } from '../link/link.events.js';
import { linkFold } from '../link/link.facet.js';

const step = facetStep<LinkFacet, LinkEvent>(linkFold);

/** Every person's link, by person: the order in which the export is read. */
export const linkList: Projection<LinkFacet, LinkEvent> = {
  name: 'identity-link-list',
  version: 2,
  on: {
    AccountLinked: step,
    AccountLinkRefused: step,
    AccountLinkRestored: step,
    AccountUnlinked: step,
    LinkStatusCreated: step,
    TwinDetected: step,
  },
};

/** What may be asked of {@link linkList}. */
export const linkListDeclaration: ReadModelDeclaration<LinkFacet> = {
  name: linkList.name,
  version: linkList.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: {},
};
