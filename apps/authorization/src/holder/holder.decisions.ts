import {
  type Command,
  DependencyAway,
  type Get,
  isRejection,
  type StreamVersion,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { assignmentsDecider } from '../assignments/assignments.decider.js';
import { assignmentsStream } from '../assignments/assignments.events.js';
import { firstAssignment } from '../assignments/first-assignment.js';
import { circleWrite, holdsAdmin } from '../site-admins/admin-circle.js';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import { type Holder, holderDecider } from './holder.decider.js';
import { holderStream } from './holder.events.js';

/** A person as directory tells them. */
export type HolderFacts = Readonly<{
  personId: string;
  siteId: string;
  active: boolean;
  personVersion: StreamVersion;
  requestedRoleId?: string;
  projectIds: readonly string[];
}>;

/**
 * Takes note of a person. The first time they get their role (STO-5); later only whether they are active counts, because
 * the site's Admins are the active ones. Throws DependencyAway while authorization does not know the site.
 */
export const noteHolder = (facts: HolderFacts): Command => ({
  addressed: holderStream(facts.personId),
  decide: (get) => {
    const { siteId, active, personVersion } = facts;
    const stream = holderStream(facts.personId);
    const before = get(holderDecider, stream);
    const noted = holderDecider.decide({ type: 'Note', data: { siteId, active, personVersion } }, before);
    if (isRejection(noted) || noted.length === 0) return isRejection(noted) ? noted : new Map();
    return writes([stream, noted], ...rolesAndCircle(get, facts, before));
  },
});

function rolesAndCircle(get: Get, facts: HolderFacts, before: Holder): readonly Write[] {
  const { personId, siteId, active } = facts;
  const stream = assignmentsStream(personId);
  const held = get(assignmentsDecider, stream);
  const first = before.status === 'unknown' ? assignFirst(get, facts) : [];
  const after = first.reduce(assignmentsDecider.evolve, held);
  const roles: Write = [stream, first];
  if (after.status === 'none' || !holdsAdmin(get, after.held)) return [roles];
  return [roles, circleWrite(get, siteId, { type: active ? 'Join' : 'Leave', data: { personId } })];
}

function assignFirst(get: Get, facts: HolderFacts) {
  const { personId, siteId } = facts;
  const site = get(siteDecider, siteStream(siteId));
  if (site.status === 'unknown') throw new DependencyAway(`authorization has not heard of site ${siteId} yet`);
  const state = get(assignmentsDecider, assignmentsStream(personId));
  const { first, ...requested } = firstAssignment(get, site, facts);
  const data = { personId, siteId, ...first, ...requested };
  const events = assignmentsDecider.decide({ type: 'AssignFirst', data }, state);
  return isRejection(events) ? [] : events;
}
