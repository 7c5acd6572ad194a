import { facetStep, type Projection, type ReadModelDeclaration, type SiteId } from '@rollcall/event-sourcing';
import type { AssignmentsFacet } from '@rollcall/contracts';
import type { AssignmentsEvent } from '../assignments/assignments.events.js';
import { assignmentsFold } from '../integration/assignments.facet.js';

/** Who holds what, by person: the order in which the export is read. */
export type AssignmentListRow = AssignmentsFacet;

const step = facetStep<AssignmentListRow, AssignmentsEvent>(assignmentsFold);

/** The assignments of every person of a site. */
export const assignmentList: Projection<AssignmentListRow, AssignmentsEvent> = {
  name: 'authorization-assignment-list',
  version: 1,
  on: { RoleAssigned: step, RoleUnassigned: step, AssignmentScopeChanged: step },
};

/** What may be asked of {@link assignmentList}. */
export const assignmentListDeclaration: ReadModelDeclaration<AssignmentListRow> = {
  name: assignmentList.name,
  version: assignmentList.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: { roleId: ({ assignments }) => assignments.map(({ roleId }) => roleId) },
  sorts: {},
};
