import { type Action, isUnanswerable, type Unanswerable } from './action.js';
import { describeCondition } from './condition.js';
import { decide } from './decide.js';
import type { Decision, Reason } from './decision.js';
import { describeChanges } from './explain-change.js';
import { describeReach, names, since } from './explain-project.js';
import type { AccessRequest } from './request.js';
import type { Policy } from './role.js';
import { type Change, wouldAllow } from './would-allow.js';

/** A decision with everything a person wants to know about it. */
export type Explanation = Readonly<{
  decision: Decision;
  /** For a no: what would make it a yes, where something would. */
  wouldAllow?: readonly Change[];
  /** Why or why not, and what would allow it, in plain English. */
  text: string;
}>;

/** Decides like {@link decide} and tells why, in sentences built from the request's `names` and marks. */
export function explain(policy: Policy, request: AccessRequest): Explanation | Unanswerable {
  const decision = decide(policy, request);
  if (isUnanswerable(decision)) return decision;
  if (decision.allowed) return { decision, text: describeYes(decision.reasons, policy, request) };
  const changes = wouldAllow(policy, request);
  const noes = decision.reasons.filter(({ code }) => code !== 'passed');
  const sentences = [...new Set(noes.map((reason) => describeNo(reason, policy, request)))];
  if (changes) sentences.push(describeChanges(changes, policy, request));
  return { decision, ...(changes && { wouldAllow: changes }), text: sentences.join(' ') };
}

/** An action in words, e.g. "edit the field email of Person". */
export function describeAction(action: Action): string {
  switch (action.kind) {
    case 'entity':
      return `${action.operation} ${action.type}`;
    case 'field':
      return `${action.operation} the field ${action.field} of ${action.type}`;
    case 'app':
      return `${action.operation} apps`;
    case 'advanced':
      return `use "${action.permission}"`;
  }
}

function describeYes(reasons: readonly Reason[], policy: Policy, request: AccessRequest): string {
  const roleId = reasons.find((reason) => reason.roleId)?.roleId;
  const role = roleName(policy, roleId);
  const rule = reasons.findLast(({ ruleId }) => ruleId);
  const because = rule ? ` when ${conditionOf(policy, rule)}` : '';
  const where = request.record?.project ? ` ${describeReach(policy, request, roleId)}` : '';
  return `${role} may ${describeAction(request.action)}${because}.${where}`;
}

function describeNo(reason: Reason, policy: Policy, request: AccessRequest): string {
  const who = names(request).person;
  const role = roleName(policy, reason.roleId);
  const action = describeAction(request.action);
  switch (reason.code) {
    case 'person-unknown':
      return 'There is no such person on this site.';
    case 'person-disabled':
      return `${who} is disabled on this site${since(reason.mark, request)}.`;
    case 'session-ended':
      return `${who} is not signed in.`;
    case 'session-locked':
      return `The account of ${who} is locked.`;
    case 'impersonation-off':
      return `Acting as ${who} needs "Perform action as though logged in as another user".`;
    case 'no-role':
      return `${who} holds no role on this site.`;
    case 'role-disabled':
      return `The role ${role} is disabled.`;
    case 'site-wide-role-required':
      return `${role} counts for single projects only; this needs a role for all open projects.`;
    case 'project-not-visible':
      return describeReach(policy, request, reason.roleId);
    case 'rule-denies':
      return `${role} may ${action} only when ${conditionOf(policy, reason)}.`;
    case 'read-only':
      return 'The field is read-only: nobody edits it.';
    case 'system-required':
      return 'The system needs this record: nobody retires it.';
    default:
      return `${role} may not ${action}.`;
  }
}

const roleName = (policy: Policy, roleId: string | undefined): string =>
  policy.roles.get(roleId ?? '')?.role.name ?? 'An unknown role';

function conditionOf(policy: Policy, { roleId, path }: Reason): string {
  const rule = path && policy.roles.get(roleId ?? '')?.rule(path);
  return rule ? describeCondition(rule.when) : 'its rule allows it';
}
