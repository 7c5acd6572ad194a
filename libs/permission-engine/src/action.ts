import type { AdvancedPermission, EntityOperation, FieldOperation, PermissionPath } from './permission.js';
import { advancedPath, appPath, entityPath, fieldPath } from './permission.js';

/** What somebody wants to do. */
export type Action =
  | Readonly<{ kind: 'entity'; type: string; operation: EntityOperation }>
  | Readonly<{ kind: 'field'; type: string; field: string; operation: FieldOperation }>
  | Readonly<{ kind: 'app'; operation: FieldOperation }>
  | Readonly<{ kind: 'advanced'; permission: AdvancedPermission }>;

/** A question that has no answer: the caller left something out or named something that does not exist (SCOPE-2: a 400). */
export type Unanswerable = Readonly<{ error: 'property-required' | 'unknown-type' | 'unknown-field'; name: string }>;

/** Tells an unanswerable question from an answer. */
export const isUnanswerable = (value: unknown): value is Unanswerable =>
  typeof value === 'object' && value !== null && 'error' in value;

/** The action on records of a type. */
export const onEntity = (type: string, operation: EntityOperation): Action => ({ kind: 'entity', type, operation });
/** The action on one field of a record. */
export const onField = (type: string, field: string, operation: FieldOperation): Action => ({
  kind: 'field',
  type,
  field,
  operation,
});
/** The action an advanced permission stands for. */
export const advanced = (permission: AdvancedPermission): Action => ({ kind: 'advanced', permission });

/** The permission that answers for the action itself; for a field the one of step 9. */
export function pathOf(action: Action): PermissionPath {
  switch (action.kind) {
    case 'entity':
      return entityPath(action.type, action.operation);
    case 'field':
      return fieldPath(action.type, action.field, action.operation);
    case 'app':
      return appPath(action.operation);
    case 'advanced':
      return advancedPath(action.permission);
  }
}
