import type { Decider } from '@rollcall/event-sourcing';
import type { SiteAdminsCommand } from './site-admins.commands.js';
import type { SiteAdminsEvent } from './site-admins.events.js';

/**
 * The active people who hold the site's Admin role. Held as a list because the business bounds it: it is one or a few
 * (AUT-75), and every event names one person only.
 */
export type SiteAdmins = Readonly<{ active: readonly string[] }>;

/** Who is in the circle of a site's active Admins. */
export const siteAdminsDecider: Decider<SiteAdmins, SiteAdminsCommand, SiteAdminsEvent> = {
  initialState: () => ({ active: [] }),
  evolve: ({ active }, { type, data }) => {
    const others = active.filter((id) => id !== data.personId);
    return { active: type === 'AdminJoined' ? [...others, data.personId] : others };
  },
  decide: ({ type, data }, { active }) => {
    const belongs = active.includes(data.personId);
    if (type === 'Join') return belongs ? [] : [{ type: 'AdminJoined', data }];
    return belongs ? [{ type: 'AdminLeft', data }] : [];
  },
};
