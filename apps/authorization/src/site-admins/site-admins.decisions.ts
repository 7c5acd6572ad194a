import { type Command, decideOne } from '@rollcall/event-sourcing';
import { siteAdminsDecider } from './site-admins.decider.js';
import { siteAdminsStream } from './site-admins.events.js';

/**
 * Reserves that a person may be disabled, asked by directory before it does so; somebody who is no Admin needs nothing.
 * Asking again is the same. Rejects `last-admin`.
 */
export const reserveLeave = (siteId: string, personId: string, at: Date): Command =>
  decideOne(siteAdminsDecider, siteAdminsStream(siteId), { type: 'ReserveLeave', data: { personId, at } });
