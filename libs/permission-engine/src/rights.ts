import { type Action, advanced, onEntity, onField } from './action.js';

/**
 * The permission behind each thing people do in this product, so that routes, buttons and explanations name the same one.
 * Assigning a role is an edit of the person's permission group, as it is on the People page (DIR-15): who may change what a
 * role allows (`editRole`) is another question.
 */
export const rights = {
  seePeople: onEntity('Person', 'see'),
  createPerson: onEntity('Person', 'create'),
  renamePerson: onField('Person', 'name', 'edit'),
  changeLogin: onField('Person', 'login', 'edit'),
  changeEmail: onField('Person', 'email', 'edit'),
  /** Enabling and disabling: it affects who is paid for. */
  changeStatus: onField('Person', 'status', 'edit'),
  /** Resetting a password or passphrase and sending an invitation (K5). */
  changeCredential: onField('Person', 'credential', 'edit'),
  /** Erasing somebody for good; there is no weaker way to remove a person (KRN-17). */
  erasePerson: onEntity('Person', 'retire'),
  linkProjects: onField('Person', 'projects', 'edit'),
  assignRole: onField('Person', 'permissionGroup', 'edit'),
  /** Seats, the Permissions page, diagnostics (LIC-06, DGN-01, AUT-77). */
  accessAdmin: advanced('Access Admin Functionality'),
  seeProject: onEntity('Project', 'see'),
  createProject: onEntity('Project', 'create'),
  editProject: onEntity('Project', 'edit'),
  seeRole: onEntity('PermissionRole', 'see'),
  createRole: onEntity('PermissionRole', 'create'),
  editRole: onEntity('PermissionRole', 'edit'),
  seeAudit: onEntity('AuditEntry', 'see'),
  changeSetting: onField('Setting', 'value', 'edit'),
} as const satisfies Readonly<Record<string, Action>>;
