import { type Decider, reject, type Rejection } from '@rollcall/event-sourcing';
import { changePermissions, permissionsAfter } from './permission-changes.js';
import type { RoleCommand } from './role.commands.js';
import type { RoleContent, RoleEvent } from './role.events.js';

/** A role: what it is made of, whether it counts, whether newcomers get it. */
export type RoleState =
  Readonly<{ status: 'missing' }> | (RoleContent & Readonly<{ status: 'enabled' | 'disabled'; isDefault: boolean }>);
/** A role that exists. */
export type ExistingRole = Exclude<RoleState, { status: 'missing' }>;

/**
 * A role of a site. One save of the Permissions page is one event (AUT-43). Rejects `not-found`, `already-exists`,
 * `system-required` (the role of the site's Admins stays enabled), `role-is-default`, and what {@link changePermissions} says.
 */
export const roleDecider: Decider<RoleState, RoleCommand, RoleEvent> = {
  initialState: () => ({ status: 'missing' }),
  evolve: (role, event) => {
    if (event.type === 'RoleCreated') return { ...event.data, status: 'enabled', isDefault: false };
    return role.status === 'missing' ? role : evolveExisting(role, event);
  },
  decide: (command, role) => {
    if (command.type === 'CreateRole') {
      const { roleId } = command.data;
      return role.status === 'missing'
        ? [{ type: 'RoleCreated', data: command.data }]
        : reject('already-exists', `The role ${roleId} exists already.`);
    }
    return role.status === 'missing' ? reject('not-found', 'There is no such role.') : decideExisting(command, role);
  },
};

function evolveExisting(role: ExistingRole, event: Exclude<RoleEvent, { type: 'RoleCreated' }>): ExistingRole {
  switch (event.type) {
    case 'RoleRenamed':
    case 'RoleDescribed':
      return { ...role, ...event.data };
    case 'RoleEnabled':
      return { ...role, status: 'enabled' };
    case 'RoleDisabled':
      return { ...role, status: 'disabled' };
    case 'RolePermissionsChanged':
      return { ...role, permissions: permissionsAfter(role.permissions, event.data.changes) };
    case 'RoleMadeDefault':
      return { ...role, isDefault: true };
    case 'RoleNoLongerDefault':
      return { ...role, isDefault: false };
  }
}

function decideExisting(
  command: Exclude<RoleCommand, { type: 'CreateRole' }>,
  role: ExistingRole,
): readonly RoleEvent[] | Rejection {
  switch (command.type) {
    case 'RenameRole':
      return command.data.name === role.name ? [] : [{ type: 'RoleRenamed', data: command.data }];
    case 'DescribeRole':
      return command.data.description === role.description ? [] : [{ type: 'RoleDescribed', data: command.data }];
    case 'EnableRole':
      return role.status === 'enabled' ? [] : [{ type: 'RoleEnabled', data: {} }];
    case 'DisableRole':
      return disable(role);
    case 'ChangePermissions':
      return changePermissions(command.data.changes, role);
    case 'MakeDefault':
      if (role.kind === 'api') return reject('role-not-for-people', 'An API role cannot be given to a person.');
      if (role.status === 'disabled') return reject('role-disabled', `The role ${role.name} is disabled.`);
      return role.isDefault ? [] : [{ type: 'RoleMadeDefault', data: {} }];
    case 'MakeOrdinary':
      return role.isDefault ? [{ type: 'RoleNoLongerDefault', data: {} }] : [];
  }
}

function disable(role: ExistingRole): readonly RoleEvent[] | Rejection {
  if (role.status === 'disabled') return [];
  if (role.systemRequired) return reject('system-required', `The role ${role.name} runs the site and stays enabled.`);
  if (role.isDefault) return reject('role-is-default', 'Newcomers get this role; choose another default role first.');
  return [{ type: 'RoleDisabled', data: {} }];
}
