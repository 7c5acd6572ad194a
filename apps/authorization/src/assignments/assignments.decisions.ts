import {
  type Command,
  DependencyAway,
  type Get,
  isRejection,
  reject,
  type Rejection,
  type StreamVersion,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { roleDecider } from '../role/role.decider.js';
import { roleStream } from '../role/role.events.js';
import { siteAdminsDecider } from '../site-admins/site-admins.decider.js';
import { siteAdminsStream } from '../site-admins/site-admins.events.js';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import type { Assigned } from './assignments.commands.js';
import { assignmentsDecider, type KnownAssignments } from './assignments.decider.js';
import { type AssignmentsEvent, assignmentsStream } from './assignments.events.js';
import { firstAssignment } from './first-assignment.js';

/** A person as directory tells them. */
export type HolderFacts = Readonly<{
  personId: string;
  siteId: string;
  active: boolean;
  version: StreamVersion;
  requestedRoleId?: string;
  projectIds: readonly string[];
}>;

/**
 * Takes note of a person: the first time they get their role (STO-5), later only whether they are active counts, because
 * the site's Admins are the active ones. Throws DependencyAway while authorization does not know the site.
 */
export const noteHolder = (facts: HolderFacts): Command => ({
  addressed: assignmentsStream(facts.personId),
  decide: (get) => {
    const { personId, active, version: personVersion } = facts;
    const stream = assignmentsStream(personId);
    const before = get(assignmentsDecider, stream);
    const events =
      before.status === 'unknown'
        ? assignmentsDecider.decide({ type: 'Enter', data: enteringData(get, facts) }, before)
        : assignmentsDecider.decide({ type: 'NoteStatus', data: { active, personVersion } }, before);
    if (isRejection(events)) return events;
    const after = events.reduce(assignmentsDecider.evolve, before);
    return writes([stream, events], ...(after.status === 'known' && events.length > 0 ? [circleOf(get, after)] : []));
  },
});

function enteringData(get: Get, facts: HolderFacts) {
  const { personId, siteId, active, version: personVersion } = facts;
  const site = get(siteDecider, siteStream(siteId));
  if (site.status === 'unknown') throw new DependencyAway(`authorization has not heard of site ${siteId} yet`);
  return { personId, siteId, active, personVersion, ...firstAssignment(get, site, facts) };
}

/** In or out of the active Admins, as it follows from what the person holds now; facts are not refused. */
function circleOf(get: Get, { personId, siteId, active, held }: KnownAssignments): Write {
  const belongs = active && held.some(({ roleId }) => isAdminRole(get, roleId));
  const circle = get(siteAdminsDecider, siteAdminsStream(siteId));
  const command = { type: belongs ? ('Join' as const) : ('Leave' as const), data: { personId } };
  return [siteAdminsStream(siteId), siteAdminsDecider.decide(command, circle)];
}

const isAdminRole = (get: Get, roleId: string): boolean => {
  const role = get(roleDecider, roleStream(roleId));
  return role.status !== 'missing' && role.systemRequired;
};

/**
 * Gives a person this whole set of roles (AUT-67). Rejects `not-found`, `unknown-role`, `role-disabled`,
 * `role-not-for-people` (AUT-73) for roles they did not hold before, `role-required`, `last-admin`.
 */
export const changeAssignments = (
  change: Readonly<{ siteId: string; personId: string; wanted: readonly Assigned[]; at: Date }>,
): Command => ({
  addressed: assignmentsStream(change.personId),
  decide: (get) => {
    const { siteId, personId, wanted, at } = change;
    const stream = assignmentsStream(personId);
    const before = get(assignmentsDecider, stream);
    if (before.status === 'unknown' || before.siteId !== siteId) return reject('not-found', 'There is no such person.');
    const refused = refusedRole(get, before, wanted);
    if (refused) return refused;
    const site = get(siteDecider, siteStream(siteId));
    const single = site.status === 'open' && site.accessModel === 'single-role';
    const events = assignmentsDecider.decide({ type: 'ChangeAssignments', data: { wanted, single } }, before);
    return writes([stream, events], ...(isRejection(events) ? [] : adminChange(get, before, events, at)));
  },
});

function refusedRole(get: Get, before: KnownAssignments, wanted: readonly Assigned[]): Rejection | undefined {
  const added = wanted.filter(({ roleId }) => !before.held.some((held) => held.roleId === roleId));
  for (const { roleId } of added) {
    const role = get(roleDecider, roleStream(roleId));
    if (role.status === 'missing' || role.siteId !== before.siteId) {
      return reject('unknown-role', 'This site has no such role.', { roleId });
    }
    if (role.kind === 'api')
      return reject('role-not-for-people', `${role.name} cannot be given to a person.`, { roleId });
    if (role.status === 'disabled') return reject('role-disabled', `The role ${role.name} is disabled.`, { roleId });
  }
  return undefined;
}

/** Only the roles of active people make Admins; stepping down is refused to the last one. */
function adminChange(
  get: Get,
  before: KnownAssignments,
  events: readonly AssignmentsEvent[],
  at: Date,
): readonly Write[] {
  if (!before.active) return [];
  const after = events.reduce(assignmentsDecider.evolve, before);
  const isAdmin = after.status === 'known' && after.held.some(({ roleId }) => isAdminRole(get, roleId));
  const wasAdmin = before.held.some(({ roleId }) => isAdminRole(get, roleId));
  if (isAdmin === wasAdmin) return [];
  const { personId, siteId } = before;
  const circle = get(siteAdminsDecider, siteAdminsStream(siteId));
  const command = isAdmin
    ? ({ type: 'Join', data: { personId } } as const)
    : ({ type: 'StepDown', data: { personId, at } } as const);
  return [[siteAdminsStream(siteId), siteAdminsDecider.decide(command, circle)]];
}
