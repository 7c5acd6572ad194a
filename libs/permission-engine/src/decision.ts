import type { AdvancedPermission, EntityOperation, FieldOperation, PermissionPath } from './permission.js';
import type { FacetReference, Mark } from './request.js';

/** The steps of a decision, in the order they are taken (A10). */
export const steps = [
  'person',
  'session',
  'role',
  'project',
  'special',
  'entity',
  'read-only',
  'system-required',
  'field',
] as const;
export type Step = (typeof steps)[number];

/** Why a step says no. */
export type DenialCode =
  | 'person-unknown'
  | 'person-disabled'
  | 'session-ended'
  | 'session-locked'
  | 'impersonation-off'
  | 'no-role'
  | 'role-disabled'
  | 'project-not-visible'
  | 'site-wide-role-required'
  | 'advanced-permission-off'
  | `app-${FieldOperation}-off`
  | `entity-${EntityOperation}-off`
  | 'rule-denies'
  | 'read-only'
  | 'system-required'
  | `field-${FieldOperation}-off`;

/** What made a step pass or fail: enough to cite it, and the events behind it. */
export type Source = Readonly<{
  roleId?: string;
  ruleId?: string;
  path?: PermissionPath;
  advanced?: AdvancedPermission;
  facet?: FacetReference;
  mark?: Mark;
}>;

/** One step taken. */
export type Reason = Source & Readonly<{ step: Step; code: 'passed' | DenialCode }>;

/** An answer with the steps that led to it: of the role that allows, or of every role that does not. */
export type Decision =
  | Readonly<{ allowed: true; code: 'allowed'; reasons: readonly Reason[] }>
  | Readonly<{ allowed: false; code: DenialCode; reasons: readonly Reason[] }>;
