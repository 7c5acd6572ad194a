import { Type } from '@sinclair/typebox';
import { contract, facetKind, type StateOf } from './contract.js';
import { Id, MarkSchema, oneOf } from './schema.js';

/**
 * A role of a site, permissions included, as the permission engine compiles it. `permissions` maps a path
 * (`entity/Person/see`, `field/Person/email/edit`, `advanced/See all projects`, `app/edit`) to yes or no; what is absent
 * is inherited or no. `rules` are the engine's conditional rules.
 */
export const roleFacet = facetKind(
  'authorization',
  'role',
  'roleId',
  Type.Object({
    roleId: Id,
    siteId: Id,
    name: Type.String(),
    description: Type.String(),
    kind: oneOf('person', 'api'),
    template: Type.String(),
    enabled: Type.Boolean(),
    isDefault: Type.Boolean(),
    permissions: Type.Record(Type.String(), Type.Boolean()),
    rules: Type.Array(Type.Unknown()),
  }),
);
export type RoleFacet = StateOf<typeof roleFacet>;

/** Which roles a person holds, each with its own project access (AUT-66). */
export const assignmentsFacet = facetKind(
  'authorization',
  'assignments',
  'personId',
  Type.Object({
    personId: Id,
    siteId: Id,
    assignments: Type.Array(
      Type.Object({
        roleId: Id,
        scope: Type.Object({ allOpen: Type.Boolean(), projectIds: Type.Array(Id) }),
        mark: MarkSchema,
      }),
    ),
  }),
);
export type AssignmentsFacet = StateOf<typeof assignmentsFacet>;

const role = Type.Object({ roleId: Id, siteId: Id });
export const roleCreated = contract(roleFacet, 'role-created', 'A role exists on a site.', role);
export const roleRenamed = contract(roleFacet, 'role-renamed', 'A role has a new name or description.', role);
export const roleEnabled = contract(roleFacet, 'role-enabled', 'A role counts again.', role);
export const roleDisabled = contract(roleFacet, 'role-disabled', 'A role gives nothing while disabled.', role);
export const rolePermissionsChanged = contract(
  roleFacet,
  'role-permissions-changed',
  'One save changed permissions of a role.',
  Type.Object({
    roleId: Id,
    siteId: Id,
    changes: Type.Array(
      Type.Object({
        path: Type.String(),
        from: Type.Union([Type.Boolean(), Type.Null()]),
        to: Type.Union([Type.Boolean(), Type.Null()]),
      }),
    ),
  }),
);
export const roleMadeDefault = contract(
  roleFacet,
  'role-made-default',
  'New people of the site get this role, or no longer do.',
  role,
);
export const assignmentsChanged = contract(
  assignmentsFacet,
  'assignments-changed',
  'A person holds other roles, or the same with another scope.',
  Type.Object({ personId: Id, siteId: Id, assigned: Type.Array(Id), unassigned: Type.Array(Id) }),
);
