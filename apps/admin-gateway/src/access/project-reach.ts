import { filterFor, isUnanswerable, rights } from '@rollcall/permission-engine';
import { openProjects } from '../read-models/projects.composition.js';
import type { Member } from './caller.js';

/** A project as far as reaching it goes. */
type Reached = Readonly<{ projectId: string; private: boolean }>;

/** Whether a member's roles let them see a project. */
export const mayReach = (member: Member, { projectId, private: isPrivate }: Reached): boolean =>
  member.may(rights.seeProject, { project: { id: projectId, private: isPrivate } });

/**
 * The projects a member may see, as values of the filter `reach`: every one, or the open ones and some by id. A role whose
 * sight of projects hangs on a condition adds none: conditions of projects are not kept in lists.
 */
export function reachOf({ policy, subject }: Member): 'every' | readonly string[] {
  const filter = filterFor(policy, subject, rights.seeProject);
  if (isUnanswerable(filter)) return [];
  const scopes = filter.branches.filter(({ conditions }) => conditions.length === 0).map(({ projects }) => projects);
  if (scopes.some(({ every }) => every)) return 'every';
  const ids = scopes.flatMap((scope) => scope.ids);
  return scopes.some(({ open }) => open) ? [openProjects, ...ids] : ids;
}
