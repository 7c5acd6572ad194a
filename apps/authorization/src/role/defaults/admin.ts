import { advancedPermissions, type Permissions } from '@rollcall/permission-engine';
import { grant, grantAdvanced, grantAll, groups } from './grants.js';
import type { RoleDefault } from './role-default.js';

/** Complete control of all operations (AUT-05); the audit is written by the system alone. */
const everything: Permissions = {
  ...grantAll([...groups.work, ...groups.shared, ...groups.site, ...groups.technical]),
  ...grant(['AuditEntry'], 'see'),
  'app/see': true,
  'app/edit': true,
  ...grantAdvanced(advancedPermissions),
};

/** Runs a site where everyone holds one role (AUT-05). */
export const admin: RoleDefault = {
  template: 'admin',
  name: 'Admin',
  description: 'Complete control of the site, except what the system itself requires.',
  kind: 'person',
  allOpen: true,
  permissions: everything,
  rules: [],
};

/** Runs a site where people may hold several roles (A6). */
export const administrator: RoleDefault = {
  ...admin,
  template: 'administrator',
  name: 'Administrator',
  description: 'Sees and changes everything, adds and removes people, changes the system settings. For few people.',
};
