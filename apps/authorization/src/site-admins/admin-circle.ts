import { type Get, type Write } from '@rollcall/event-sourcing';
import type { Assigned } from '../assignments/assignments.commands.js';
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

/** What a command does to the site's circle of active Admins, for the same append. */
export const circleWrite = (get: Get, siteId: string, command: SiteAdminsCommand): Write => {
  const stream = siteAdminsStream(siteId);
  return [stream, siteAdminsDecider.decide(command, get(siteAdminsDecider, stream))];
};
