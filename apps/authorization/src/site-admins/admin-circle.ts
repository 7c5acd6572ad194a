import { type Get, reject, type Rejection, type Write } from '@rollcall/event-sourcing';
import type { Assigned } from '../assignments/assignments.commands.js';
import { holderDecider, staysActive } from '../holder/holder.decider.js';
import { holderStream } from '../holder/holder.events.js';
import { roleDecider } from '../role/role.decider.js';
import { roleStream } from '../role/role.events.js';
import type { SiteAdminsCommand } from './site-admins.commands.js';
import { siteAdminsDecider } from './site-admins.decider.js';
import { siteAdminsStream } from './site-admins.events.js';

/** Whether one of these roles is the one that runs the site. */
export const holdsAdmin = (get: Get, held: readonly Assigned[]): boolean =>
  held.some(({ roleId }) => {
    const role = get(roleDecider, roleStream(roleId));
    return role.status !== 'missing' && role.systemRequired;
  });

/** What joining or leaving does to the site's circle of active Admins, for the same append. */
export const circleWrite = (get: Get, siteId: string, command: SiteAdminsCommand): Write => {
  const stream = siteAdminsStream(siteId);
  return [stream, siteAdminsDecider.decide(command, get(siteAdminsDecider, stream))];
};

/**
 * Refuses to let the last one go (AUT-75, LIC-19): somebody else of the circle must be active and about to stay so. What
 * is read of the others is checked by the append, so that two Admins cannot let each other go. `undefined`: go ahead.
 */
export function lastAdmin(get: Get, siteId: string, personId: string, at: Date): Rejection | undefined {
  const { active } = get(siteAdminsDecider, siteAdminsStream(siteId));
  if (!active.includes(personId)) return undefined;
  const others = active.filter((id) => id !== personId);
  const stays = others.some((id) => staysActive(get(holderDecider, holderStream(id)), at));
  return stays ? undefined : reject('last-admin', 'A site keeps at least one active Admin.');
}
