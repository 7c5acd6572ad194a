import type { LinkFacet } from '@rollcall/contracts';
import {
  keyOf,
  type Projection,
  type ReadModelDeclaration,
  type Recorded,
  type SiteId,
} from '@rollcall/event-sourcing';
import type { LinkEvent } from '../link/link.events.js';
import { linkFold } from '../link/link.facet.js';

const step = {
  ids: ({ stream }: Recorded<LinkEvent>) => keyOf(stream),
  evolve: (row: LinkFacet | undefined, event: Recorded<LinkEvent>): LinkFacet | undefined =>
    linkFold.evolve(row as never, event) as LinkFacet | undefined,
};

/** Every person's link, by person: the order in which the export is read. */
export const linkList: Projection<LinkFacet, LinkEvent> = {
  name: 'identity-link-list',
  version: 1,
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
