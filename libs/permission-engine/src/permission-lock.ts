import type { Catalogue } from './catalogue.js';
import { actionOf } from './catalogue.js';
import { entityPath, type PermissionPath } from './permission.js';
import type { CompiledRole } from './role.js';

/** Why a box of the Permissions page is greyed: what its tooltip says (AUT-28, AUT-32…AUT-34). */
export type PermissionLock = 'read-only' | 'conditional-rule' | 'entity-edit-off';

/** Why a yes or no of a role cannot be changed, if it cannot. Paths outside the catalogue have no box at all. */
export function lockOf(catalogue: Catalogue, role: CompiledRole, path: PermissionPath): PermissionLock | undefined {
  const action = actionOf(catalogue, path);
  if (role.rule(path)) return 'conditional-rule';
  if (action?.kind !== 'field' || action.operation !== 'edit') return undefined;
  if (catalogue.get(action.type)?.isReadOnly(action.field)) return 'read-only';
  const entity = entityPath(action.type, 'edit');
  return role.rule(entity) || role.flag(entity) === true ? undefined : 'entity-edit-off';
}
