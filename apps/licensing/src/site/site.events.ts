import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of sites as licensing knows them: `licensing.site-<siteId>`. */
export const siteCategory = 'licensing.site';

/** The stream of a site. */
export const siteStream = (siteId: string): StreamName => streamName(siteCategory, siteId);

/** Whether a site is bound to the team's subscription or needs no seats (LIC-15). */
export type SiteKind = 'subscription' | 'trial' | 'educational';
/** Directory told of the site. */
export type SiteRegistered = Message<'SiteRegistered', { siteId: string; teamId: string; kind: SiteKind }>;
/** A diagnostic run of the site began: from now on it is the newest. */
export type SiteAnalysed = Message<'SiteAnalysed', { runId: string }>;

/** What licensing knows of a site. */
export type SiteEvent = SiteRegistered | SiteAnalysed;
