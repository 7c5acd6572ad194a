import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { SiteAnalysed, SiteEvent, SiteKind, SiteRegistered } from './site.events.js';

/** Directory told of a site. */
export type RegisterSite = Message<'RegisterSite', SiteRegistered['data']>;
/** A diagnostic run begins. */
export type AnalyseSite = Message<'AnalyseSite', SiteAnalysed['data']>;
/** A site licensing has not heard of yet, or one whose team and kind it knows; `runId` is its newest diagnostic run. */
export type Site =
  Readonly<{ status: 'unknown' }> | Readonly<{ status: 'registered'; teamId: string; kind: SiteKind; runId?: string }>;

/** Which team pays for a site, whether its people need seats, and which run is its newest. Rejections: `not-found`. */
export const siteDecider: Decider<Site, RegisterSite | AnalyseSite, SiteEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (site, event) => {
    if (event.type === 'SiteAnalysed') return site.status === 'unknown' ? site : { ...site, ...event.data };
    const { teamId, kind } = event.data;
    return { ...site, status: 'registered', teamId, kind };
  },
  decide: (command, site) => {
    if (command.type === 'AnalyseSite') {
      return site.status === 'registered'
        ? [{ type: 'SiteAnalysed', data: command.data }]
        : reject('not-found', 'There is no such site.');
    }
    const { teamId, kind } = command.data;
    const same = site.status === 'registered' && site.teamId === teamId && site.kind === kind;
    return same ? [] : [{ type: 'SiteRegistered', data: command.data }];
  },
};
