import {
  type Command,
  type Get,
  isRejection,
  reject,
  type Rejection,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { holderDecider } from '../holder/holder.decider.js';
import { holderStream } from '../holder/holder.events.js';
import { roleDecider } from '../role/role.decider.js';
import { roleStream } from '../role/role.events.js';
import { circleWrite, holdsAdmin, lastAdmin } from '../site-admins/admin-circle.js';
import { siteAdminsStream } from '../site-admins/site-admins.events.js';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import type { Assigned } from './assignments.commands.js';
import { assignmentsDecider, type GivenAssignments } from './assignments.decider.js';
import { type AssignmentsEvent, assignmentsStream } from './assignments.events.js';

/** Which roles a person of a site shall hold; `at` is the command's time. */
export type AssignmentsChange = Readonly<{ siteId: string; personId: string; wanted: readonly Assigned[]; at: Date }>;

/**
 * Gives a person this whole set of roles (AUT-67). Rejects `not-found`, `role-required`, `last-admin`, and for roles they
 * did not hold before `unknown-role`, `role-disabled`, `role-not-for-people` (AUT-73).
 */
export const changeAssignments = (change: AssignmentsChange): Command => ({
  addressed: assignmentsStream(change.personId),
  decide: (get) => {
    const { siteId, personId, wanted } = change;
    const stream = assignmentsStream(personId);
    const before = get(assignmentsDecider, stream);
    if (before.status === 'none' || before.siteId !== siteId) return reject('not-found', 'There is no such person.');
    const refused = refusedRole(get, before, wanted);
    if (refused) return refused;
    const site = get(siteDecider, siteStream(siteId));
    const single = site.status === 'open' && site.accessModel === 'single-role';
    const events = assignmentsDecider.decide({ type: 'ChangeAssignments', data: { wanted, single } }, before);
    return writes([stream, events], ...(isRejection(events) ? [] : circleChange(get, before, events, change)));
  },
});

function refusedRole(get: Get, before: GivenAssignments, wanted: readonly Assigned[]): Rejection | undefined {
  const added = wanted.filter(({ roleId }) => !before.held.some((held) => held.roleId === roleId));
  for (const { roleId } of added) {
    const role = get(roleDecider, roleStream(roleId));
    if (role.status === 'missing' || role.siteId !== before.siteId) {
      return reject('unknown-role', 'This site has no such role.', { roleId });
    }
    const { name } = role;
    if (role.kind === 'api') return reject('role-not-for-people', `${name} cannot be given to a person.`, { roleId });
    if (role.status === 'disabled') return reject('role-disabled', `The role ${name} is disabled.`, { roleId });
  }
  return undefined;
}

/** Only the roles of active people make Admins; stepping down is refused to the last one. */
function circleChange(
  get: Get,
  before: GivenAssignments,
  events: readonly AssignmentsEvent[],
  { siteId, personId, wanted, at }: AssignmentsChange,
): readonly Write[] {
  if (events.length === 0 || get(holderDecider, holderStream(personId)).status !== 'active') return [];
  const isAdmin = holdsAdmin(get, wanted);
  if (isAdmin === holdsAdmin(get, before.held)) return [];
  const refused = isAdmin ? undefined : lastAdmin(get, siteId, personId, at);
  const command = { type: isAdmin ? 'Join' : 'Leave', data: { personId } } as const;
  return refused ? [[siteAdminsStream(siteId), refused]] : [circleWrite(get, siteId, command)];
}
