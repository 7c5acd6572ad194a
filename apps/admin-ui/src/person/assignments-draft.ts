import type { Schemas } from '../api/schemas.js';

/** A role with the projects it reaches. */
export type Assignment = Schemas['AssignmentDto'];
type Project = Pick<Schemas['ProjectDto'], 'id' | 'private' | 'archived'>;

/** One more role; it reaches nothing before projects are chosen (AUT-72). */
export const withRole = (all: readonly Assignment[], roleId: string): readonly Assignment[] =>
  all.some((one) => one.roleId === roleId) ? all : [...all, { roleId, scope: { allOpen: false, projectIds: [] } }];

/** One role less. */
export const withoutRole = (all: readonly Assignment[], roleId: string): readonly Assignment[] =>
  all.filter((one) => one.roleId !== roleId);

/** A role that reaches other projects. */
export const withScope = (
  all: readonly Assignment[],
  roleId: string,
  change: Partial<Assignment['scope']>,
): readonly Assignment[] =>
  all.map((one) => (one.roleId === roleId ? { roleId, scope: { ...one.scope, ...change } } : one));

/** Which projects a role can be given by name: with All Open Projects the private ones only (AUT-71), and what it has. */
export const offeredTo = ({ scope }: Assignment, projects: readonly Project[]): readonly string[] => {
  const offered = projects.filter((project) => !project.archived && (project.private || !scope.allOpen));
  return [...new Set([...offered.map(({ id }) => id), ...scope.projectIds])];
};

/** The other roles by which all open projects are reached anyway, whatever this one is limited to (AUT-66). */
export const widerThan = (one: Assignment, all: readonly Assignment[]): readonly string[] =>
  one.scope.allOpen ? [] : all.filter(({ scope }) => scope.allOpen).map(({ roleId }) => roleId);

/** Whether two sets say the same, in whatever order. */
export const isSame = (before: readonly Assignment[], after: readonly Assignment[]): boolean =>
  textOf(before) === textOf(after);

const textOf = (all: readonly Assignment[]): string =>
  JSON.stringify(
    all
      .map(({ roleId, scope }) => [roleId, scope.allOpen, scope.projectIds.toSorted()] as const)
      .toSorted(([one], [other]) => one.localeCompare(other)),
  );
