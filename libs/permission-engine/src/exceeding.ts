import { type Action, advanced, onEntity, pathOf } from './action.js';
import type { Condition } from './condition.js';
import { advancedPermissions, fieldOperations, type PermissionPath } from './permission.js';
import { heldBy } from './plan.js';
import { projectScope, type ProjectScope } from './project-scope.js';
import type { Assignment, ProjectFacts, Subject } from './request.js';
import type { CompiledRole, Policy } from './role.js';

/** A role as somebody means to give it: with these projects, or with all open ones. */
export type Grant = Readonly<{ roleId: string; allOpen: boolean; projects: readonly ProjectFacts[] }>;

/**
 * What a grant would allow that the giver may not do themselves: the first such permission, `undefined` when there is none
 * (SCOPE-3: nobody grants a right they lack). A permission is theirs when one enabled role of theirs gives it under no more
 * conditions and, where roles have projects of their own, in all the projects of the grant. A role that is unknown on the
 * site exceeds nothing: it gives nothing.
 */
export function exceeding(policy: Policy, giver: Subject, grant: Grant): PermissionPath | undefined {
  const given = policy.roles.get(grant.roleId);
  if (!given) return undefined;
  const own = heldBy(policy, giver).flatMap((assignment) => {
    const role = policy.roles.get(assignment.roleId);
    return role?.role.enabled && reachesAll(policy, { giver, role, assignment, given, grant }) ? [role] : [];
  });
  const exceeds = (action: Action): boolean => {
    const terms = termsOf(policy, given, action);
    return terms !== undefined && !own.some((role) => asksNoMore(policy, termsOf(policy, role, action), terms));
  };
  const found = actionsOf(policy).find(exceeds);
  return found && pathOf(found);
}

type Reach = Readonly<{
  giver: Subject;
  role: CompiledRole;
  assignment: Assignment;
  given: CompiledRole;
  grant: Grant;
}>;

/** In the single-role model projects belong to people, not to roles; seeing all of them is a permission like another. */
function reachesAll({ accessModel }: Policy, { giver, role, assignment, given, grant }: Reach): boolean {
  if (accessModel === 'single-role') return true;
  const own = projectScope(accessModel, role, assignment, giver);
  const reached = ({ id, private: isPrivate }: ProjectFacts): boolean =>
    own.ids.includes(id) || (own.open && !isPrivate);
  return own.every || (!given.seesAllProjects && isOpenEnough(own, grant) && grant.projects.every(reached));
}

const isOpenEnough = (own: ProjectScope, grant: Grant): boolean => own.open || !grant.allOpen;

/** Everything a role can say yes to. */
function* actionsOf({ catalogue }: Policy): Generator<Action> {
  for (const type of catalogue.values()) yield* type.actions;
  for (const operation of fieldOperations) yield { kind: 'app', operation };
  for (const permission of advancedPermissions) yield advanced(permission);
}

/** Under which conditions a role allows something: all of them must hold; `undefined`: never. As `plan.ts` walks them. */
function termsOf(policy: Policy, role: CompiledRole, action: Action): readonly Condition[] | undefined {
  const path = pathOf(action);
  const rule = role.rule(path);
  if (action.kind !== 'field') return rule ? [rule.when] : role.flag(path) === true ? [] : undefined;
  const entity = termsOf(policy, role, onEntity(action.type, action.operation));
  if (!entity || (action.operation === 'edit' && policy.catalogue.get(action.type)?.isReadOnly(action.field)))
    return undefined;
  if (rule) return [...entity, rule.when];
  return role.flag(path) === false ? undefined : entity;
}

/**
 * Whether the own terms ask nothing that the given ones do not ask as well. A condition about the projects of a role means
 * other projects in another role.
 */
function asksNoMore(
  { accessModel }: Policy,
  own: readonly Condition[] | undefined,
  given: readonly Condition[],
): boolean {
  const asked = new Set(given.map((condition) => JSON.stringify(condition)));
  const isAsked = (condition: Condition): boolean =>
    asked.has(JSON.stringify(condition)) && (accessModel === 'single-role' || !isAboutProjects(condition));
  return own?.every(isAsked) === true;
}

function isAboutProjects(condition: Condition): boolean {
  if ('editing' in condition) return false;
  if ('any' in condition) return condition.any.some(isAboutProjects);
  if ('all' in condition) return condition.all.some(isAboutProjects);
  return condition.names === 'project';
}
