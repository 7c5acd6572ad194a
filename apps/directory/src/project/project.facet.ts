import { markOf, type ProjectFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { projectCategory, type ProjectEvent } from './project.events.js';

/** The public state of a project. */
export const projectFold: FacetFold<ProjectEvent> = {
  category: projectCategory,
  initial: undefined,
  evolve: (facet: ProjectFacet | undefined, event: Recorded<ProjectEvent>): ProjectFacet | undefined => {
    if (event.type === 'ProjectCreated') {
      const { nameIndex: _claim, ...project } = event.data;
      return { ...project, archived: false, createdAt: markOf(event).at };
    }
    return facet && { ...facet, ...changed(event) };
  },
};

function changed(event: Exclude<ProjectEvent, { type: 'ProjectCreated' }>): Partial<ProjectFacet> {
  switch (event.type) {
    case 'ProjectRenamed':
      return { name: event.data.name };
    case 'ProjectMadePrivate':
      return { private: true };
    case 'ProjectMadeOpen':
      return { private: false };
    case 'ProjectArchived':
      return { archived: true };
  }
}
