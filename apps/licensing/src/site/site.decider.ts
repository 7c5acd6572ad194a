import type { Decider, Message } from '@rollcall/event-sourcing';
import type { SiteEvent, SiteKind, SiteRegistered } from './site.events.js';

export type RegisterSite = Message<'RegisterSite', SiteRegistered['data']>;
/** A site licensing has not heard of yet, or one whose team and kind it knows (LIC-15). */
export type Site = Readonly<{ status: 'unknown' } | { status: 'registered'; teamId: string; kind: SiteKind }>;

/** Which team pays for a site, and whether its people need seats at all. No rejections. */
export const siteDecider: Decider<Site, RegisterSite, SiteEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (_site, { data: { teamId, kind } }) => ({ status: 'registered', teamId, kind }),
  decide: ({ data }, site) =>
    site.status === 'registered' && site.teamId === data.teamId && site.kind === data.kind
      ? []
      : [{ type: 'SiteRegistered', data }],
};
