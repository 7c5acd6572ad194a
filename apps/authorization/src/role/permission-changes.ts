import { reject, type Rejection } from '@rollcall/event-sourcing';
import {
  actionOf,
  advancedPath,
  compileRole,
  lockOf,
  pathOf,
  type PermissionPath,
  type Permissions,
  rights,
  standardCatalogue,
} from '@rollcall/permission-engine';
import type { PermissionChange, RoleContent, RoleEvent } from './role.events.js';

/**
 * Turns a save of the Permissions page into one event with what really changes. Boxes are looked at as they stand after
 * the whole save, so that opening a type and one of its fields together works. Rejects `unknown-permission`,
 * `permission-locked` (greyed boxes, AUT-28, AUT-33) and `system-required`.
 */
export function changePermissions(
  wanted: readonly { path: string; to: boolean | null }[],
  role: RoleContent,
): readonly RoleEvent[] | Rejection {
  const changes = wanted
    .map(({ path, to }): PermissionChange => ({ path, from: role.permissions[path] ?? null, to }))
    .filter(({ from, to }) => from !== to);
  const permissions = permissionsAfter(role.permissions, changes);
  for (const { path } of changes) {
    const refusal = refusalOf(path, role, permissions);
    if (refusal) return refusal;
  }
  return changes.length === 0 ? [] : [{ type: 'RolePermissionsChanged', data: { changes } }];
}

/** A role's yes and no after a save. */
export function permissionsAfter(permissions: Permissions, changes: readonly PermissionChange[]): Permissions {
  const after = new Map(Object.entries(permissions));
  for (const { path, to } of changes) {
    if (to === null) after.delete(path);
    else after.set(path, to);
  }
  return Object.fromEntries(after);
}

function refusalOf(path: string, role: RoleContent, permissions: Permissions): Rejection | undefined {
  if (!actionOf(standardCatalogue, path))
    return reject('unknown-permission', `There is no permission ${path}.`, { path });
  const after = compileRole({ ...role, permissions, enabled: true });
  const lock = lockOf(standardCatalogue, after, path as PermissionPath);
  if (lock && (lock !== 'entity-edit-off' || permissions[path] === true)) {
    return reject('permission-locked', `${path} cannot be changed: ${lock}.`, { path, lock });
  }
  if (role.systemRequired && neededForRepair.has(path) && isOff(path, permissions[path])) {
    return reject('system-required', `${role.name} keeps ${path}: without it nobody could repair the site.`, { path });
  }
  return undefined;
}

/** What it takes to repair a site: see people, enable them, give them roles, change roles. */
const repairs = [
  rights.seePeople,
  rights.changeStatus,
  rights.assignRole,
  rights.accessAdmin,
  rights.seeRole,
  rights.editRole,
];
const neededForRepair: ReadonlySet<string> = new Set([
  ...repairs.map(pathOf),
  'entity/Person/edit',
  advancedPath('See all projects'),
]);

/** A field says no by an explicit no, everything else by not saying yes. */
const isOff = (path: string, flag: boolean | undefined): boolean =>
  path.startsWith('field/') ? flag === false : flag !== true;
