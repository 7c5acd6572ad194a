import { type RoleFacet, roleFacet } from '@rollcall/contracts';
import type { Composition } from '@rollcall/event-sourcing';
import { type NamedRow, namesDeclaration } from './named-row.js';

/** The roles that people of a site can be given, told by authorization. */
export const roleNames: Composition<NamedRow> = {
  name: 'directory-role-names',
  version: 1,
  rowOf: roleFacet.kind,
  joins: {},
  compose: (facets, id) => {
    const facet = facets.get(roleFacet.kind)?.[0];
    const role = facet?.state as RoleFacet | undefined;
    if (!facet || !role?.enabled || role.kind !== 'person') return undefined;
    return { id, siteId: role.siteId, name: role.name, version: Number(facet.version) };
  },
};

/** What may be asked of {@link roleNames}. */
export const roleNamesDeclaration = namesDeclaration(roleNames);
