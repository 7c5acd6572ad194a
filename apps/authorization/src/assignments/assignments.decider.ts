import { type Decider, reject, type Rejection } from '@rollcall/event-sourcing';
import type { Assigned, AssignmentsCommand } from './assignments.commands.js';
import type { AssignmentsEvent, Scope } from './assignments.events.js';

/** The roles of one person: none was ever given, or which are held. */
export type Assignments =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'given'; personId: string; siteId: string; held: readonly Assigned[] }>;
/** Assignments of somebody who was given a role. */
export type GivenAssignments = Extract<Assignments, { status: 'given' }>;

/**
 * Which roles a person holds. Rejects `not-found`, `role-required` (one role exactly where one person holds one, else at
 * least one: AUT-01, AUT-63) and `validation-failed` (the same role twice).
 */
export const assignmentsDecider: Decider<Assignments, AssignmentsCommand, AssignmentsEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (state, event) => {
    const { personId, siteId, roleId } = event.data;
    const held = state.status === 'none' ? [] : state.held;
    return { status: 'given', personId, siteId, held: heldAfter(held, roleId, event) };
  },
  decide: (command, state) => {
    if (command.type === 'AssignFirst') {
      return state.status === 'none' ? [{ type: 'RoleAssigned', data: command.data }] : [];
    }
    if (state.status === 'none') return reject('not-found', 'There is no such person.');
    return change(command.data, state);
  },
};

function heldAfter(held: readonly Assigned[], roleId: string, event: AssignmentsEvent): readonly Assigned[] {
  switch (event.type) {
    case 'RoleAssigned':
      return [...held, { roleId, scope: event.data.scope }];
    case 'RoleUnassigned':
      return held.filter((one) => one.roleId !== roleId);
    case 'AssignmentScopeChanged':
      return held.map((one) => (one.roleId === roleId ? { roleId, scope: event.data.scope } : one));
  }
}

function change(
  { wanted, single }: { wanted: readonly Assigned[]; single: boolean },
  state: GivenAssignments,
): readonly AssignmentsEvent[] | Rejection {
  const roles = new Set(wanted.map(({ roleId }) => roleId));
  if (roles.size !== wanted.length) return reject('validation-failed', 'A role is there twice.');
  if (single && wanted.length !== 1) return reject('role-required', 'On this site everyone holds exactly one role.');
  if (wanted.length === 0) return reject('role-required', 'Everyone holds at least one role.');
  const { personId, siteId } = state;
  const gone = state.held.filter(({ roleId }) => !roles.has(roleId));
  return [
    ...gone.map(({ roleId }) => ({ type: 'RoleUnassigned' as const, data: { personId, siteId, roleId } })),
    ...wanted.flatMap(({ roleId, scope }) =>
      place({ personId, siteId, roleId, scope: single ? closed : scope }, state),
    ),
  ];
}

const closed: Scope = { allOpen: false, projectIds: [] };

function place(
  data: Extract<AssignmentsEvent, { type: 'AssignmentScopeChanged' }>['data'],
  { held }: GivenAssignments,
): readonly AssignmentsEvent[] {
  const before = held.find(({ roleId }) => roleId === data.roleId);
  if (!before) return [{ type: 'RoleAssigned', data }];
  return sameScope(before.scope, data.scope) ? [] : [{ type: 'AssignmentScopeChanged', data }];
}

const sameScope = (a: Scope, b: Scope): boolean =>
  a.allOpen === b.allOpen &&
  a.projectIds.length === b.projectIds.length &&
  new Set(a.projectIds).isSubsetOf(new Set(b.projectIds));
