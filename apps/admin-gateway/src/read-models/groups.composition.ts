import { type GroupFacet, groupFacet } from '@rollcall/contracts';
import { type Composition, type ReadModelDeclaration, searchTokens, type SiteId } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';

/** A group of people. */
export type GroupRow = GroupFacet & Readonly<{ id: string }>;

/** The groups of each site. */
export const groups: Composition<GroupRow> = {
  name: 'admin-gateway-groups',
  version: 1,
  rowOf: groupFacet.kind,
  joins: {},
  compose: (found, id) => {
    const group = foundOne(found, groupFacet);
    return group && { ...group, id };
  },
};

/** What group lists can be asked. */
export const groupsDeclaration: ReadModelDeclaration<GroupRow> = {
  name: groups.name,
  version: groups.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: { name: ({ name }) => name },
  search: ({ name }) => searchTokens(name),
};
