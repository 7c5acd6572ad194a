import type { Condition, RecordFacts, Role, Subject } from '../src/index.js';
import type { Case } from './random-site.js';

/** What the oracle knows of a condition or a role: yes, no, or that the caller must tell more. */
type Answer = 'yes' | 'no' | 'tell more';

/**
 * A10 read aloud, the slow way: no gates, no plan, no compiling. Shares nothing with the engine but the types of its
 * input, so that a mistake has to be made twice to stay unseen.
 */
export function oracle({ accessModel, roles, request: { subject, action, record } }: Case): Answer {
  if (subject.status !== 'active') return 'no';
  if (subject.session === 'locked' || subject.session === 'ended') return 'no';
  const held = accessModel === 'single-role' ? subject.assignments.slice(0, 1) : subject.assignments;
  const answers = held.map((assignment): Answer => {
    const role = roles.find(({ roleId }) => roleId === assignment.roleId);
    if (!role?.enabled) return 'no';
    const single = accessModel === 'single-role';
    const projects = single ? subject.projectIds : assignment.scope.projectIds;
    const seeAll = role.permissions['advanced/See all projects'] === true;
    const siteWide = single || seeAll || assignment.scope.allOpen;
    const reach = reaches({ projects, seeAll, allOpen: !single && assignment.scope.allOpen, siteWide }, action, record);
    return worst(reach, permits(role, subject, projects, action, record));
  });
  return answers.includes('yes') ? 'yes' : answers.includes('tell more') ? 'tell more' : 'no';
}

const worst = (...answers: readonly Answer[]): Answer =>
  answers.includes('no') ? 'no' : answers.includes('tell more') ? 'tell more' : 'yes';
const yes = (value: boolean | undefined): Answer => (value === true ? 'yes' : 'no');

function reaches(
  scope: { projects: readonly string[]; seeAll: boolean; allOpen: boolean; siteWide: boolean },
  action: Case['request']['action'],
  { project }: RecordFacts,
): Answer {
  if (scope.seeAll) return 'yes';
  if (project) return yes(scope.projects.includes(project.id) || (scope.allOpen && !project.private));
  const inProjects = 'type' in action && action.type === 'Task';
  if (project === null || !inProjects) return yes(scope.siteWide);
  return scope.siteWide || scope.projects.length > 0 ? 'tell more' : 'no';
}

function permits(
  role: Role,
  subject: Subject,
  projects: readonly string[],
  action: Case['request']['action'],
  record: RecordFacts,
): Answer {
  if (action.kind === 'advanced') return yes(role.permissions[`advanced/${action.permission}`]);
  if (action.kind === 'app') return yes(role.permissions[`app/${action.operation}`]);
  const editing = action.kind === 'field' && action.operation === 'edit' ? action.field : undefined;
  const rule = (path: string): Answer | undefined => {
    const found = role.rules.find(({ governs }) => governs === path);
    return found && holds(found.when, subject, projects, record, editing);
  };
  const entity = `entity/${action.type}/${action.operation}`;
  const onEntity = rule(entity) ?? yes(role.permissions[entity]);
  if (action.kind === 'entity') {
    return worst(onEntity, yes(!(action.operation === 'retire' && record.systemRequired === true)));
  }
  if (editing === 'id') return 'no';
  const path = `field/${action.type}/${action.field}/${action.operation}`;
  return worst(onEntity, rule(path) ?? yes(role.permissions[path] !== false));
}

function holds(
  condition: Condition,
  subject: Subject,
  projects: readonly string[],
  record: RecordFacts,
  editing: string | undefined,
): Answer {
  if ('any' in condition) {
    const parts = condition.any.map((part) => holds(part, subject, projects, record, editing));
    return parts.includes('yes') ? 'yes' : parts.includes('tell more') ? 'tell more' : 'no';
  }
  if ('all' in condition) return worst(...condition.all.map((part) => holds(part, subject, projects, record, editing)));
  if ('editing' in condition) return yes(condition.editing === editing);
  const value = record.properties?.[condition.property];
  if (value === undefined) return 'tell more';
  const mine = { person: [subject.personId], group: subject.groupIds, project: projects }[condition.names];
  return yes(mine.some((id) => [value].flat().includes(id)));
}
