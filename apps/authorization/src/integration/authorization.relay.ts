import {
  assignmentsChanged,
  type Contract,
  type DataOf,
  roleCreated,
  roleDisabled,
  roleEnabled,
  type RoleFacet,
  roleMadeDefault,
  rolePermissionsChanged,
  roleRenamed,
} from '@rollcall/contracts';
import type { Publication, Recorded, Relay } from '@rollcall/event-sourcing';
import type { AssignmentsEvent } from '../assignments/assignments.events.js';
import type { RoleEvent } from '../role/role.events.js';
import { assignmentsFold } from './assignments.facet.js';
import { roleFold } from './role.facet.js';

type Published = RoleEvent | AssignmentsEvent;

const tell = <C extends Contract>({ type }: C, data: DataOf<C>): Publication => ({ type, data });

/** Every event of a role but the first carries no ids: the facet beside it does. */
const ids = ({ roleId, siteId }: RoleFacet) => ({ roleId, siteId });
const told = (contract: Contract<typeof roleCreated.data>) => (_: Recorded<RoleEvent>, facet: RoleFacet) =>
  tell(contract, ids(facet));

const assigned = (personId: string, siteId: string, more: readonly string[], less: readonly string[]): Publication =>
  tell(assignmentsChanged, { personId, siteId, assigned: [...more], unassigned: [...less] });

/** What others learn of roles and of who holds them. */
export const authorizationRelay: Relay<Published> = {
  name: 'authorization-facets',
  service: 'authorization',
  facets: { role: roleFold, assignments: assignmentsFold },
  publish: {
    RoleCreated: told(roleCreated),
    RoleRenamed: told(roleRenamed),
    RoleDescribed: told(roleRenamed),
    RoleEnabled: told(roleEnabled),
    RoleDisabled: told(roleDisabled),
    RoleMadeDefault: told(roleMadeDefault),
    RoleNoLongerDefault: told(roleMadeDefault),
    RolePermissionsChanged: (event, facet: RoleFacet) =>
      tell(rolePermissionsChanged, { ...ids(facet), changes: event.data.changes.map((change) => ({ ...change })) }),
    RoleAssigned: ({ data: { personId, siteId, roleId } }) => assigned(personId, siteId, [roleId], []),
    RoleUnassigned: ({ data: { personId, siteId, roleId } }) => assigned(personId, siteId, [], [roleId]),
    AssignmentScopeChanged: ({ data: { personId, siteId } }) => assigned(personId, siteId, [], []),
  },
};
