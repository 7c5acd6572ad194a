import { type Message, streamName, type StreamName } from '@rollcall/event-sourcing';
import type { ConditionalRule, Permissions } from '@rollcall/permission-engine';

/** What a role is made of. */
export type RoleContent = Readonly<{
  roleId: string;
  siteId: string;
  name: string;
  description: string;
  /** An `api` role is held by a key, never by a person (AUT-76). */
  kind: 'person' | 'api';
  /** The stored default it was made from, and that default's version (AUT-16). */
  template: string;
  defaultsVersion: number;
  /** The role that repairs everything else: it stays enabled and keeps what it needs for that. */
  systemRequired: boolean;
  /** Whether newcomers with this role get All Open Projects (AUT-69). */
  allOpen: boolean;
  permissions: Permissions;
  rules: readonly ConditionalRule[];
}>;

/** One change of a role's yes and no; `null` is nothing said. */
export type PermissionChange = Readonly<{ path: string; from: boolean | null; to: boolean | null }>;

/** What happens to a role. */
export type RoleEvent =
  | Message<'RoleCreated', RoleContent>
  | Message<'RoleRenamed', { name: string }>
  | Message<'RoleDescribed', { description: string }>
  | Message<'RoleEnabled', Record<string, never>>
  | Message<'RoleDisabled', Record<string, never>>
  | Message<'RolePermissionsChanged', { changes: readonly PermissionChange[] }>
  | Message<'RoleMadeDefault', Record<string, never>>
  | Message<'RoleNoLongerDefault', Record<string, never>>;

/** Category of {@link roleStream}. */
export const roleCategory = 'authorization.role';
/** The stream of a role. */
export const roleStream = (roleId: string): StreamName => streamName(roleCategory, roleId);
