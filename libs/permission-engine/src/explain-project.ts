import { projectScope } from './project-scope.js';
import type { AccessRequest, Mark } from './request.js';
import type { Policy } from './role.js';

/** What the request calls the person and things; an id where it has no name. */
export function names(request: AccessRequest): Readonly<{ person: string; of: (id: string) => string }> {
  const of = (id: string): string => request.names?.[id] ?? id;
  const { personId } = request.subject;
  return { person: request.names?.[personId] ?? 'This person', of };
}

/** " (since 2026-05-03, by Ada)", or nothing without a mark. */
export const since = (mark: Mark | undefined, request: AccessRequest): string =>
  mark ? ` (since ${mark.at.slice(0, 10)}, by ${names(request).of(mark.by.id)})` : '';

/**
 * Why a role reaches the record's project or does not: "Artist sees linked projects; Zoë is linked to A (since …, by …)
 * and B, not to Nightjar."
 */
export function describeReach(policy: Policy, request: AccessRequest, roleId: string | undefined): string {
  const role = policy.roles.get(roleId ?? '');
  const assignment = request.subject.assignments.find((held) => held.roleId === roleId);
  const project = request.record?.project;
  if (!role || !assignment || !project) return 'The record’s project cannot be seen.';
  const scope = projectScope(policy.accessModel, role, assignment, request.subject);
  const { name } = role.role;
  const { person, of } = names(request);
  if (scope.every) return `${name} sees all projects.`;
  if (scope.open && !project.private) return `${name} sees all open projects, and ${of(project.id)} is open.`;
  const sees = scope.open ? 'open projects and those linked' : 'linked projects';
  const linked = scope.ids.includes(project.id);
  if (linked) return `${name} sees ${sees}; ${person} is linked to ${link(project.id, request)}.`;
  const not = `not to ${of(project.id)}${scope.open ? ', which is private' : ''}`;
  return `${name} sees ${sees}; ${person} is linked to ${list(scope.ids, request)}, ${not}.`;
}

const link = (id: string, request: AccessRequest): string =>
  `${names(request).of(id)}${since(request.subject.projectLinks?.[id], request)}`;

/** The first three, and how many more. */
function list(ids: readonly string[], request: AccessRequest): string {
  if (ids.length === 0) return 'no project';
  const shown = ids.length > 4 ? ids.slice(0, 3) : ids;
  const parts = shown.map((id) => link(id, request));
  if (shown.length < ids.length) parts.push(`${ids.length - shown.length} more`);
  return parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
