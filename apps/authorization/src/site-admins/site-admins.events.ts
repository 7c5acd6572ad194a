import { type Message, streamName, type StreamName } from '@rollcall/event-sourcing';

/** What happens to the circle of a site's active Admins. */
export type SiteAdminsEvent = Message<'AdminJoined', { personId: string }> | Message<'AdminLeft', { personId: string }>;

/** The stream of a site's active Admins: one per site, so that the last two cannot leave at the same moment. */
export const siteAdminsStream = (siteId: string): StreamName => streamName('authorization.site-admins', siteId);
