import { type Action, advanced, pathOf } from './action.js';
import type { Actor } from './condition.js';
import type { DenialCode } from './decision.js';
import { fixedGate, type Gate } from './gate.js';
import { type EntityOperation, entityPath, type PermissionPath } from './permission.js';
import { projectScope } from './project-scope.js';
import type { Assignment, Subject } from './request.js';
import type { CompiledRole, Policy } from './role.js';

/** Every way to yes for one role held: all of its gates must pass. */
export type Branch = Readonly<{ roleId: string; gates: readonly Gate[] }>;

/** The steps after the ones about the person: one branch per role held, never mixing steps of two roles (A10). */
export function branchesOf(policy: Policy, subject: Subject, action: Action): readonly Branch[] {
  return heldBy(policy, subject).map((assignment) => {
    const role = policy.roles.get(assignment.roleId);
    return {
      roleId: assignment.roleId,
      gates: role ? gatesOf({ policy, subject, action, role, assignment }) : unknown,
    };
  });
}

/** The roles that count: in the single-role model the only one, should data ever hold more (AUT-01). */
export const heldBy = ({ accessModel }: Policy, { assignments }: Subject): readonly Assignment[] =>
  accessModel === 'single-role' ? assignments.slice(0, 1) : assignments;

/** A role that is not known on the site gives nothing. */
const unknown: readonly Gate[] = [fixedGate('role', 'no-role', false)];

interface Way {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly action: Action;
  readonly role: CompiledRole;
  readonly assignment: Assignment;
}

function gatesOf(way: Way): readonly Gate[] {
  const { policy, subject, role, assignment } = way;
  const source = { roleId: role.role.roleId, ...(role.role.facet && { facet: role.role.facet }) };
  const scope = projectScope(policy.accessModel, role, assignment, subject);
  const scopeFacet = policy.accessModel === 'single-role' ? subject.facet : subject.assignmentsFacet;
  return [
    fixedGate('role', 'role-disabled', role.role.enabled, {
      ...source,
      ...(assignment.mark && { mark: assignment.mark }),
    }),
    {
      step: 'project',
      code: 'project-not-visible',
      test: { kind: 'project', scope },
      source: { roleId: role.role.roleId, ...(scopeFacet && { facet: scopeFacet }) },
    },
    ...actionGates(way, { source, actor: actorOf(way, scope.ids) }),
  ];
}

function actorOf({ subject, action }: Way, projectIds: readonly string[]): Actor {
  const editing = action.kind === 'field' && action.operation === 'edit' ? { editing: action.field } : {};
  return { personId: subject.personId, groupIds: subject.groupIds, projectIds, ...editing };
}

interface Basis {
  readonly source: Gate['source'];
  readonly actor: Actor;
}

function actionGates(way: Way, basis: Basis): readonly Gate[] {
  const { action, policy } = way;
  const path = pathOf(action);
  switch (action.kind) {
    case 'advanced':
      return [flagGate('special', 'advanced-permission-off', path, way, basis)];
    case 'app':
      return [flagGate('special', `app-${action.operation}-off`, path, way, basis)];
    case 'entity':
      return [entityGate(action.type, action.operation, way, basis), ...systemRequired(action.operation)];
    case 'field': {
      const readOnly =
        action.operation === 'edit' && policy.catalogue.get(action.type)?.isReadOnly(action.field) === true;
      return [
        entityGate(action.type, action.operation, way, basis),
        fixedGate('read-only', 'read-only', !readOnly),
        fieldGate(path, `field-${action.operation}-off`, way, basis),
      ];
    }
  }
}

/** What the system needs is never retired, whoever asks (AUT-05, DIR-20). */
const systemRequired = (operation: EntityOperation): readonly Gate[] =>
  operation === 'retire'
    ? [{ step: 'system-required', code: 'system-required', test: { kind: 'not-system-required' }, source: {} }]
    : [];

function flagGate(step: Gate['step'], code: DenialCode, path: PermissionPath, way: Way, { source }: Basis): Gate {
  return fixedGate(step, code, way.role.flag(path) === true, { ...source, path });
}

function entityGate(type: string, operation: EntityOperation, way: Way, basis: Basis): Gate {
  const path = entityPath(type, operation);
  return ruleGate('entity', path, way, basis) ?? flagGate('entity', `entity-${operation}-off`, path, way, basis);
}

/** A field follows its rule, else what is said of it, else the entity, which has passed by now (AUT-32). */
function fieldGate(path: PermissionPath, code: DenialCode, way: Way, basis: Basis): Gate {
  const inherited = fixedGate('field', code, way.role.flag(path) !== false, { ...basis.source, path });
  return ruleGate('field', path, way, basis) ?? inherited;
}

function ruleGate(
  step: 'entity' | 'field',
  path: PermissionPath,
  way: Way,
  { source, actor }: Basis,
): Gate | undefined {
  const rule = way.role.rule(path);
  if (!rule) return undefined;
  return {
    step,
    code: 'rule-denies',
    test: { kind: 'rule', condition: rule.when, actor },
    source: { ...source, path, ruleId: rule.id },
  };
}

/** The permission to act as though logged in as another (AUT-61). */
export const impersonate = advanced('Perform action as though logged in as another user');
