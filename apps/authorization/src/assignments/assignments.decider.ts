import { type Decider, isStale, reject, type Rejection, type StreamVersion } from '@rollcall/event-sourcing';
import type { Assigned, AssignmentsCommand } from './assignments.commands.js';
import type { AssignmentsEvent, Scope } from './assignments.events.js';

/** The roles of one person, and whether the person is active as far as authorization has heard. */
export type Assignments =
  | Readonly<{ status: 'unknown' }>
  | Readonly<{
      status: 'known';
      personId: string;
      siteId: string;
      active: boolean;
      personVersion: StreamVersion;
      held: readonly Assigned[];
    }>;
/** Assignments of a person who was heard of. */
export type KnownAssignments = Extract<Assignments, { status: 'known' }>;

/**
 * Which roles a person holds. Rejects `not-found`, `role-required` (one role exactly where one person holds one, else at
 * least one: AUT-01, AUT-63) and `validation-failed` (the same role twice).
 */
export const assignmentsDecider: Decider<Assignments, AssignmentsCommand, AssignmentsEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (state, event) => {
    if (event.type === 'HolderEntered') return { status: 'known', held: [], ...event.data };
    return state.status === 'unknown' ? state : evolveKnown(state, event);
  },
  decide: (command, state) => {
    if (command.type === 'Enter') return state.status === 'unknown' ? enter(command.data) : [];
    if (state.status === 'unknown') return reject('not-found', 'There is no such person.');
    return command.type === 'NoteStatus' ? noteStatus(command.data, state) : change(command.data, state);
  },
};

function evolveKnown(
  state: KnownAssignments,
  event: Exclude<AssignmentsEvent, { type: 'HolderEntered' }>,
): KnownAssignments {
  switch (event.type) {
    case 'HolderActivated':
      return { ...state, active: true, personVersion: event.data.personVersion };
    case 'HolderDisabled':
      return { ...state, active: false, personVersion: event.data.personVersion };
    case 'RoleAssigned':
      return { ...state, held: [...state.held, { roleId: event.data.roleId, scope: event.data.scope }] };
    case 'RoleUnassigned':
      return { ...state, held: state.held.filter(({ roleId }) => roleId !== event.data.roleId) };
    case 'AssignmentScopeChanged': {
      const { roleId, scope } = event.data;
      return { ...state, held: state.held.map((one) => (one.roleId === roleId ? { roleId, scope } : one)) };
    }
  }
}

function enter(data: Extract<AssignmentsCommand, { type: 'Enter' }>['data']): readonly AssignmentsEvent[] {
  const { personId, siteId, active, personVersion, first, requestedRoleId } = data;
  const requested = requestedRoleId === undefined ? {} : { requestedRoleId };
  return [
    { type: 'HolderEntered', data: { personId, siteId, active, personVersion } },
    { type: 'RoleAssigned', data: { personId, siteId, ...first, ...requested } },
  ];
}

function noteStatus(
  { active, personVersion }: { active: boolean; personVersion: StreamVersion },
  state: KnownAssignments,
): readonly AssignmentsEvent[] {
  if (isStale(state.personVersion, { version: personVersion }) || active === state.active) return [];
  return [{ type: active ? 'HolderActivated' : 'HolderDisabled', data: { personVersion } }];
}

function change(
  { wanted, single }: { wanted: readonly Assigned[]; single: boolean },
  state: KnownAssignments,
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
  { held }: KnownAssignments,
): readonly AssignmentsEvent[] {
  const before = held.find(({ roleId }) => roleId === data.roleId);
  if (!before) return [{ type: 'RoleAssigned', data }];
  return sameScope(before.scope, data.scope) ? [] : [{ type: 'AssignmentScopeChanged', data }];
}

const sameScope = (a: Scope, b: Scope): boolean =>
  a.allOpen === b.allOpen &&
  a.projectIds.length === b.projectIds.length &&
  new Set(a.projectIds).isSubsetOf(new Set(b.projectIds));
