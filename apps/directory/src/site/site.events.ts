import type { Message } from '@rollcall/event-sourcing';

/** Streams of sites: `directory.site-<siteId>`. */
export const siteCategory = 'directory.site';

/** A site exists and belongs to a team. */
export type SiteOpened = Message<
  'SiteOpened',
  {
    siteId: string;
    teamId: string;
    slug: string;
    name: string;
    kind: 'subscription' | 'trial' | 'educational';
    accountMode: 'legacy' | 'migrated';
    accessModel: 'single-role' | 'multi-role';
  }
>;
/** A setting has another value; `previous` is what held before. */
export type SiteSettingChanged = Message<'SiteSettingChanged', { key: string; value: string; previous?: string }>;
/** What can be true of a site. */
export type SiteEvent = SiteOpened | SiteSettingChanged;
