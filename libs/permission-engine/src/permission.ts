/** What a role may do with records of a type (AUT-22). "Delete" in a user interface is a display name of `retire` (K10). */
export const entityOperations = ['see', 'create', 'edit', 'retire'] as const;
export type EntityOperation = (typeof entityOperations)[number];

/** What a role may do with one field (AUT-31), and with apps (AUT-39). */
export const fieldOperations = ['see', 'edit'] as const;
export type FieldOperation = (typeof fieldOperations)[number];

/** The advanced permissions, by the names people see (AUT-44…AUT-62). */
export const advancedPermissions = [
  'Access Admin Functionality',
  'Show Webhooks',
  'Hide and unhide fields in Projects',
  'Show all Action Menu Item activity',
  'Generate logs for Toolkit activity',
  'Edit global formatting',
  'Edit Work Schedules',
  'Show "Other" menu in Project navigation',
  'Show saved filters',
  'Edit project navigation',
  'Create and save project pages',
  'Edit form layouts',
  'Edit built-in "Home" page',
  'Edit default filters and sorting in "My Tasks"',
  'Set defaults for project navigation pages and entity detail pages',
  'Set defaults for shared global pages (includes people page)',
  'See all projects',
  'Perform action as though logged in as another user',
  'Show the Overlay Player',
] as const;
export type AdvancedPermission = (typeof advancedPermissions)[number];

/** Names one yes or no of a role; the four kinds of AUT-21. */
export type PermissionPath =
  | `entity/${string}/${EntityOperation}`
  | `field/${string}/${string}/${FieldOperation}`
  | `app/${FieldOperation}`
  | `advanced/${AdvancedPermission}`;

/**
 * A role's yes and no by path. Absent means: no for an entity, an app or an advanced permission; inherited from the
 * entity for a field (AUT-32).
 */
export type Permissions = Readonly<Record<string, boolean>>;

/** The path of an entity operation. */
export const entityPath = (type: string, operation: EntityOperation): PermissionPath => `entity/${type}/${operation}`;
/** The path of a field operation. */
export const fieldPath = (type: string, field: string, operation: FieldOperation): PermissionPath =>
  `field/${type}/${field}/${operation}`;
/** The path of an advanced permission. */
export const advancedPath = (permission: AdvancedPermission): PermissionPath => `advanced/${permission}`;
/** The path of an app permission. */
export const appPath = (operation: FieldOperation): PermissionPath => `app/${operation}`;
