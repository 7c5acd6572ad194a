import { isUnanswerable } from './action.js';
import { decide } from './decide.js';
import type { Decision } from './decision.js';
import type { PermissionPath } from './permission.js';
import { heldBy } from './plan.js';
import type { AccessRequest, Assignment } from './request.js';
import { compileRole, type CompiledRole, type Policy } from './role.js';

/** One change of facts or of a role that takes a no away. */
export type Change =
  | Readonly<{ kind: 'activate-person'; personId: string }>
  | Readonly<{ kind: 'enable-role'; roleId: string }>
  | Readonly<{ kind: 'link-to-project'; personId: string; projectId: string }>
  | Readonly<{ kind: 'add-project-to-assignment'; personId: string; roleId: string; projectId: string }>
  | Readonly<{ kind: 'open-all-projects'; personId: string; roleId: string }>
  | Readonly<{ kind: 'allow'; roleId: string; path: PermissionPath }>;

type Question = Readonly<{ policy: Policy; request: AccessRequest }>;

/**
 * The fewest changes that would turn a no into a yes by way of a role already held; `undefined` when none would (a rule
 * that says no to this record, a read-only field, something the system needs, no role). Applying them makes it allowed.
 */
export function wouldAllow(policy: Policy, request: AccessRequest): readonly Change[] | undefined {
  const ways = heldBy(policy, request.subject).map((assignment) =>
    repair({ policy, request: { ...request, subject: { ...request.subject, assignments: [assignment] } } }),
  );
  return ways
    .filter((changes) => changes !== undefined)
    .reduce<readonly Change[] | undefined>((a, b) => (a && a.length <= b.length ? a : b), undefined);
}

/** Each change opens another step, so nine are more than enough. */
function repair(question: Question, changes: readonly Change[] = []): readonly Change[] | undefined {
  const answer = decide(question.policy, question.request);
  if (isUnanswerable(answer)) return undefined;
  if (answer.allowed) return changes;
  const change = changes.length < 9 ? changeFor(answer, question) : undefined;
  return change && repair(applyChange(question, change), [...changes, change]);
}

function changeFor(denied: Decision, { policy, request: { subject, record } }: Question): Change | undefined {
  const reason = denied.reasons.at(-1);
  const roleId = reason?.roleId ?? '';
  const { personId } = subject;
  const projectId = record?.project?.id;
  switch (denied.code) {
    case 'person-disabled':
      return { kind: 'activate-person', personId };
    case 'role-disabled':
      return { kind: 'enable-role', roleId };
    case 'site-wide-role-required':
      return { kind: 'open-all-projects', personId, roleId };
    case 'project-not-visible':
      if (projectId === undefined) return undefined;
      return policy.accessModel === 'single-role'
        ? { kind: 'link-to-project', personId, projectId }
        : { kind: 'add-project-to-assignment', personId, roleId, projectId };
    default:
      return denied.code.endsWith('-off') && reason?.path ? { kind: 'allow', roleId, path: reason.path } : undefined;
  }
}

/** The question as it would stand after a change. */
export function applyChange({ policy, request }: Question, change: Change): Question {
  const { subject } = request;
  const ask = (changed: Partial<AccessRequest['subject']>): Question => ({
    policy,
    request: { ...request, subject: { ...subject, ...changed } },
  });
  switch (change.kind) {
    case 'activate-person':
      return ask({ status: 'active' });
    case 'link-to-project':
      return ask({ projectIds: [...subject.projectIds, change.projectId] });
    case 'add-project-to-assignment':
      return ask({
        assignments: rescope(subject.assignments, change.roleId, ({ allOpen, projectIds }) => ({
          allOpen,
          projectIds: [...projectIds, change.projectId],
        })),
      });
    case 'open-all-projects':
      return ask({
        assignments: rescope(subject.assignments, change.roleId, ({ projectIds }) => ({ allOpen: true, projectIds })),
      });
    case 'enable-role':
      return { policy: withRole(policy, change.roleId, { enabled: true }), request };
    case 'allow': {
      const permissions = { ...policy.roles.get(change.roleId)?.role.permissions, [change.path]: true };
      return { policy: withRole(policy, change.roleId, { permissions }), request };
    }
  }
}

const rescope = (
  assignments: readonly Assignment[],
  roleId: string,
  change: (scope: Assignment['scope']) => Assignment['scope'],
): readonly Assignment[] =>
  assignments.map((held) => (held.roleId === roleId ? { ...held, scope: change(held.scope) } : held));

function withRole(policy: Policy, roleId: string, changed: Partial<CompiledRole['role']>): Policy {
  const compiled = policy.roles.get(roleId);
  if (!compiled) return policy;
  return { ...policy, roles: new Map(policy.roles).set(roleId, compileRole({ ...compiled.role, ...changed })) };
}
