import { type ProjectFacet, projectFacet } from '@rollcall/contracts';
import { type Composition, type ReadModelDeclaration, searchTokens, type SiteId } from '@rollcall/event-sourcing';
import { foundOne, versionOf } from './facets-found.js';

/** A project of a site. */
export type ProjectRow = ProjectFacet & Readonly<{ id: string; version: string }>;

/** The projects of each site. */
export const projects: Composition<ProjectRow> = {
  name: 'admin-gateway-projects',
  version: 1,
  rowOf: projectFacet.kind,
  joins: {},
  compose: (found, id) => {
    const project = foundOne(found, projectFacet);
    return project && { ...project, id, version: versionOf(found, projectFacet) };
  },
};

/** Value of the filter `reach` that stands for every project that is not private. */
export const openProjects = 'open';

/** What project lists can be asked. */
export const projectsDeclaration: ReadModelDeclaration<ProjectRow> = {
  name: projects.name,
  version: projects.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {
    archived: (project) => project.archived,
    private: (project) => project.private,
    // A role reaches all, the open ones and some by id, or some by id (K9): one filter answers each.
    reach: (project) => (project.private ? [project.id] : [project.id, openProjects]),
  },
  sorts: { name: ({ name }) => name, createdAt: ({ createdAt }) => createdAt },
  search: ({ name }) => searchTokens(name),
};
