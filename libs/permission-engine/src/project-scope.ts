import type { Truth } from './condition.js';
import type { EntityType } from './catalogue.js';
import type { AccessModel, CompiledRole } from './role.js';
import type { Assignment, RecordFacts, Subject } from './request.js';

/** The projects whose records one role lets somebody reach (K9, AUT-68…AUT-72). */
export type ProjectScope = Readonly<{
  every: boolean;
  /** Every project that is not private. */
  open: boolean;
  ids: readonly string[];
  /** Records that belong to no project. */
  without: boolean;
}>;

/**
 * See all projects ∨ explicit link ∨ (all open ∧ ¬private). In the single-role model the links are the person's own
 * projects; in the multi-role model each assignment has its own, and what belongs to no project needs one that is
 * site-wide: all open projects, or a role that sees all (A10 step 4).
 */
export function projectScope(
  model: AccessModel,
  role: CompiledRole,
  assignment: Assignment,
  subject: Subject,
): ProjectScope {
  const every = role.seesAllProjects;
  if (model === 'single-role') return { every, open: false, ids: subject.projectIds, without: true };
  const { allOpen, projectIds } = assignment.scope;
  return { every, open: allOpen, ids: projectIds, without: every || allOpen };
}

/** Whether a record lies within the scope; `type` is absent for questions that are about no record. */
export function inScope(scope: ProjectScope, record: RecordFacts | undefined, type: EntityType | undefined): Truth {
  if (scope.every) return true;
  const project = record?.project;
  if (project) return scope.ids.includes(project.id) || (scope.open && !project.private);
  if (project === undefined && type?.belongsTo === 'project') return reachesAny(scope) ? { missing: 'project' } : false;
  return scope.without;
}

const reachesAny = (scope: ProjectScope): boolean => scope.open || scope.without || scope.ids.length > 0;
