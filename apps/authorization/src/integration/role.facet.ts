import type { RoleFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { permissionsAfter } from '../role/permission-changes.js';
import { roleCategory, type RoleEvent } from '../role/role.events.js';

/** A role as others see it: the form the permission engine compiles. */
export const roleFold: FacetFold<RoleEvent> = {
  category: roleCategory,
  initial: undefined,
  evolve: (facet: RoleFacet | undefined, event: Recorded<RoleEvent>): RoleFacet | undefined => {
    if (event.type === 'RoleCreated') return created(event.data);
    return facet && changed(facet, event);
  },
};

function created(role: Extract<RoleEvent, { type: 'RoleCreated' }>['data']): RoleFacet {
  const { roleId, siteId, name, description, kind, template, permissions, rules } = role;
  const standing = { enabled: true, isDefault: false };
  return { roleId, siteId, name, description, kind, template, permissions, rules: [...rules], ...standing };
}

function changed(facet: RoleFacet, event: Exclude<RoleEvent, { type: 'RoleCreated' }>): RoleFacet {
  switch (event.type) {
    case 'RoleRenamed':
    case 'RoleDescribed':
      return { ...facet, ...event.data };
    case 'RoleEnabled':
      return { ...facet, enabled: true };
    case 'RoleDisabled':
      return { ...facet, enabled: false };
    case 'RolePermissionsChanged':
      return { ...facet, permissions: permissionsAfter(facet.permissions, event.data.changes) };
    case 'RoleMadeDefault':
      return { ...facet, isDefault: true };
    case 'RoleNoLongerDefault':
      return { ...facet, isDefault: false };
  }
}
