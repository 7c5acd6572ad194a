import { keyOf, type Projection, type Recorded } from '@rollcall/event-sourcing';
import type { ProjectEvent } from '../project/project.events.js';
import { type NamedRow, namesDeclaration } from './named-row.js';

const step = {
  ids: ({ stream }: Recorded<ProjectEvent>) => keyOf(stream),
  evolve: (row: NamedRow | undefined, event: Recorded<ProjectEvent>): NamedRow | undefined => {
    const version = Number(event.version);
    if (event.type === 'ProjectCreated') {
      const { projectId, siteId, name } = event.data;
      return { id: projectId, siteId, name, version };
    }
    return row && { ...row, version, ...(event.type === 'ProjectRenamed' && { name: event.data.name }) };
  },
};

/** The projects of each site by name, archived ones too: their people stay. */
export const projectNames: Projection<NamedRow, ProjectEvent> = {
  name: 'directory-project-names',
  version: 1,
  on: {
    ProjectCreated: step,
    ProjectRenamed: step,
    ProjectMadePrivate: step,
    ProjectMadeOpen: step,
    ProjectArchived: step,
  },
};

/** What may be asked of {@link projectNames}. */
export const projectNamesDeclaration = namesDeclaration(projectNames);
