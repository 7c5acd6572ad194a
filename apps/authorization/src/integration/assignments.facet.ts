import type { AssignmentsFacet, Mark } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { assignmentsCategory, type AssignmentsEvent, type Scope } from '../assignments/assignments.events.js';

/** A person's roles as others see them; each tells since when and by whom it is held as it is. */
export const assignmentsFold: FacetFold<AssignmentsEvent> = {
  category: assignmentsCategory,
  initial: undefined,
  evolve: (facet: AssignmentsFacet | undefined, event: Recorded<AssignmentsEvent>): AssignmentsFacet | undefined => {
    switch (event.type) {
      case 'RoleAssigned': {
        const { personId, siteId, roleId, scope } = event.data;
        const assignments = [...(facet?.assignments ?? []), placed(roleId, scope, event)];
        return { personId, siteId, assignments };
      }
      case 'RoleUnassigned':
        return (
          facet && { ...facet, assignments: facet.assignments.filter(({ roleId }) => roleId !== event.data.roleId) }
        );
      case 'AssignmentScopeChanged': {
        const { roleId, scope } = event.data;
        const rescoped = facet?.assignments.map((one) => (one.roleId === roleId ? placed(roleId, scope, event) : one));
        return facet && { ...facet, assignments: rescoped ?? [] };
      }
    }
  },
};

const placed = (roleId: string, { allOpen, projectIds }: Scope, event: Recorded<AssignmentsEvent>) => ({
  roleId,
  scope: { allOpen, projectIds: [...projectIds] },
  mark: markOf(event),
});

const markOf = ({ id, metadata }: Recorded<AssignmentsEvent>): Mark => ({
  at: metadata.occurredAt.toISOString(),
  by: metadata.actor,
  eventId: id,
});
