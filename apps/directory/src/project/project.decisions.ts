import { type Command, type Get, reject, type Rejection, type Write, writes } from '@rollcall/event-sourcing';
import { nameClaimDecider, nameClaimStream } from '../name-claim/name-claim.decider.js';
import { siteDecider, siteStream } from '../site/site.decider.js';
import type { ProjectCommand } from './project.commands.js';
import { projectDecider } from './project.decider.js';
import { type ProjectCreated, projectStream } from './project.events.js';

const claim = (get: Get, nameIndex: string, owner: string, type: 'Claim' | 'Release'): Write => {
  const stream = nameClaimStream('project', nameIndex);
  return [stream, nameClaimDecider.decide({ type, data: { owner } }, get(nameClaimDecider, stream))];
};

/** What creating a project writes: the project and the claim on its name. */
export const projectWrites = (get: Get, data: ProjectCreated['data']): readonly Write[] => {
  const stream = projectStream(data.projectId);
  return [
    [stream, projectDecider.decide({ type: 'CreateProject', data }, get(projectDecider, stream))],
    claim(get, data.nameIndex, data.projectId, 'Claim'),
  ];
};

/** A new project of a site. Rejections: `not-found` (site), `already-exists` (the project, or its name on the site). */
export const createProject = (data: ProjectCreated['data']): Command => ({
  addressed: projectStream(data.projectId),
  decide: (get) =>
    get(siteDecider, siteStream(data.siteId)).status === 'none'
      ? reject('not-found', 'There is no such site.')
      : writes(...projectWrites(get, data)),
});

/** A change of a project of this site. Rejections: `not-found`, `already-exists` (name), `system-required`. */
export const changeProject = (
  siteId: string,
  projectId: string,
  command: Exclude<ProjectCommand, { type: 'CreateProject' }>,
): Command => ({
  addressed: projectStream(projectId),
  decide: (get) => {
    const stream = projectStream(projectId);
    const project = get(projectDecider, stream);
    if (project.status === 'none' || project.siteId !== siteId) return reject('not-found', 'There is no such project.');
    const moves = command.type === 'RenameProject' && command.data.nameIndex !== project.nameIndex;
    return writes(
      [stream, projectDecider.decide(command, project)],
      ...(moves
        ? [claim(get, command.data.nameIndex, projectId, 'Claim'), claim(get, project.nameIndex, projectId, 'Release')]
        : []),
    );
  },
});

/** The refusal when one of these is no project of the site (DIR-09): `unknown-project`. */
export function unknownProject(get: Get, siteId: string, projectIds: readonly string[]): Rejection | undefined {
  const unknown = projectIds.filter((projectId) => {
    const project = get(projectDecider, projectStream(projectId));
    return project.status === 'none' || project.siteId !== siteId;
  });
  return unknown.length === 0
    ? undefined
    : reject('unknown-project', 'The site has no such project.', { projectIds: unknown });
}
