import type { ConditionalRule, Permissions } from '@rollcall/permission-engine';

/** The names of the stored defaults: what a new role can be made from, and reset to (AUT-13, AUT-18). */
export const defaultNames = [
  'admin',
  'manager',
  'artist',
  'artist-cut-publisher',
  'vendor',
  'administrator',
  'project-manager',
  'user',
  'restricted-user',
  'api',
  'none',
] as const;
export type DefaultName = (typeof defaultNames)[number];

/** What a role of this kind is made of on a newly opened site. */
export interface RoleDefault {
  readonly template: DefaultName;
  readonly name: string;
  readonly description: string;
  /** An `api` role is held by a key, never by a person (AUT-76). */
  readonly kind: 'person' | 'api';
  /** Whether a new holder gets All Open Projects (AUT-69); only sites with several roles a person look at it. */
  readonly allOpen: boolean;
  readonly permissions: Permissions;
  readonly rules: readonly ConditionalRule[];
}
