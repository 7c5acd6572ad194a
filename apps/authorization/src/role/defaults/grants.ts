import {
  type AdvancedPermission,
  advancedPath,
  type Condition,
  type ConditionalRule,
  entityOperations,
  type EntityOperation,
  entityPath,
  entityTypes,
  fieldPath,
  type PermissionPath,
  type Permissions,
} from '@rollcall/permission-engine';

/** Yes to these operations on each of these types. */
export const grant = (types: readonly string[], ...operations: readonly EntityOperation[]): Permissions =>
  Object.fromEntries(types.flatMap((type) => operations.map((operation) => [entityPath(type, operation), true])));

/** Yes to everything one can do with records of these types. */
export const grantAll = (types: readonly string[]): Permissions => grant(types, ...entityOperations);

/** Yes to these advanced permissions. */
export const grantAdvanced = (permissions: readonly AdvancedPermission[]): Permissions =>
  Object.fromEntries(permissions.map((permission) => [advancedPath(permission), true]));

/** An explicit no to editing these fields. */
export const closeFields = (type: string, fields: readonly string[]): Permissions =>
  Object.fromEntries(fields.map((field) => [fieldPath(type, field, 'edit'), false]));

/** An explicit no to every field of a type but these: entity edit is on, and ticking one field opens exactly that one. */
export const closeFieldsBut = (type: string, ...open: readonly string[]): Permissions =>
  closeFields(
    type,
    (entityTypes.find(({ name }) => name === type)?.fields ?? []).filter((field) => !open.includes(field)),
  );

/** A rule for an operation; the id is the path, unique within a role. */
export const rule = (governs: PermissionPath, ...anyOf: readonly Condition[]): ConditionalRule => ({
  id: governs,
  governs,
  when: { any: anyOf },
});

/** The record names the person in this property. */
export const me = (property: string): Condition => ({ property, names: 'person' });

/** The record names the person, or a group they are in, in one of these properties. */
export const meOrMyGroup = (...properties: readonly string[]): readonly Condition[] =>
  properties.flatMap((property) => [me(property), { property, names: 'group' } as const]);

/** Types by what they are for; every default is built from these groups. */
export const groups = {
  /** Seen by everyone who works on a project. */
  work: [
    'Project',
    'Asset',
    'Sequence',
    'Shot',
    'Task',
    'Note',
    'Reply',
    'Version',
    'Ticket',
    'TimeLog',
    'Delivery',
    'Cut',
    'CutItem',
    'Playlist',
    'PublishedFile',
    'Page',
  ],
  /** Site-wide and read by the tools of whoever works on a project. */
  shared: ['ActionMenuItem', 'SavedFilter', 'WorkSchedule'],
  /** Kept by those who run the site. */
  site: ['Person', 'Group', 'PermissionRole', 'Field', 'Seat', 'DiagnosticRun', 'Setting'],
  /** Affects every page or every program of the site. */
  technical: ['EventLogEntry', 'ClientUser', 'GlobalFormattingRule', 'Script', 'Webhook'],
} as const;
