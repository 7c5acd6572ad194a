import { type RoleFacet, roleFacet } from '@rollcall/contracts';
import type { Composition, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';
import { foundOne, versionOf } from './facets-found.js';

/** A role of a site, permissions included: what decisions are made of. */
export type RoleRow = RoleFacet & Readonly<{ id: string; version: string }>;

/** The roles of each site. */
export const roles: Composition<RoleRow> = {
  name: 'admin-gateway-roles',
  version: 1,
  rowOf: roleFacet.kind,
  joins: {},
  compose: (found, id) => {
    const role = foundOne(found, roleFacet);
    return role && { ...role, id, version: versionOf(found, roleFacet) };
  },
};

/** What role lists can be asked. */
export const rolesDeclaration: ReadModelDeclaration<RoleRow> = {
  name: roles.name,
  version: roles.version,
  urgent: true,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: { enabled: ({ enabled }) => enabled },
  sorts: { name: ({ name }) => name },
};
