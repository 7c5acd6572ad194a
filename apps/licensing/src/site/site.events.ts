import type { Message } from '@rollcall/event-sourcing';

/** Streams of sites as licensing knows them: `licensing.site-<siteId>`. */
export const siteCategory = 'licensing.site';

export type SiteKind = 'subscription' | 'trial' | 'educational';
export type SiteRegistered = Message<'SiteRegistered', { siteId: string; teamId: string; kind: SiteKind }>;
export type SiteEvent = SiteRegistered;
