import type { Facet } from '@rollcall/event-sourcing';
import type { Assignment, FacetReference, Mark, Subject } from './request.js';
import type { ConditionalRule, Role } from './role.js';

/** The part of a role's public state that decisions need; what stands in `rules` was checked when it was written. */
export type RoleState = Readonly<Omit<Role, 'rules' | 'facet'> & { rules: readonly unknown[] }>;
/** The part of the public state of somebody's assignments that decisions need. */
export type AssignmentsState = Readonly<{ assignments: readonly Assignment[] }>;
/** The part of a person's public state that decisions need. */
export type PersonState = Readonly<{
  personId: string;
  status: 'active' | 'disabled';
  statusMark?: Mark;
  projectIds: readonly string[];
  projectLinks?: Readonly<Record<string, Mark>>;
  groupIds: readonly string[];
}>;

/** Which facet, without its state: what answers cite. */
export const referenceTo = ({ source, kind, key, version }: Facet): FacetReference => ({ source, kind, key, version });

/** The role that a facet tells of; `undefined` for a removed one. */
export function roleFrom(facet: Facet<RoleState>): Role | undefined {
  const { state } = facet;
  return state && { ...state, rules: state.rules as readonly ConditionalRule[], facet: referenceTo(facet) };
}

/**
 * The one who acts, of the facets of the person and of their assignments. A person without a facet is unknown, one
 * without assignments holds no role.
 */
export function subjectFrom(
  facts: Readonly<{
    personId: string;
    person?: Facet<PersonState> | undefined;
    assignments?: Facet<AssignmentsState> | undefined;
    session: Subject['session'];
  }>,
): Subject {
  const { personId, person, assignments, session } = facts;
  const state = person?.state;
  return {
    personId,
    session,
    status: state?.status ?? 'unknown',
    ...(state?.statusMark && { statusMark: state.statusMark }),
    projectIds: state?.projectIds ?? [],
    ...(state?.projectLinks && { projectLinks: state.projectLinks }),
    groupIds: state?.groupIds ?? [],
    ...(person && { facet: referenceTo(person) }),
    assignments: assignments?.state?.assignments ?? [],
    ...(assignments && { assignmentsFacet: referenceTo(assignments) }),
  };
}
