/** A setting of a site: its words and what holds until somebody chooses (features A7). */
export type SiteSetting = Readonly<{ values: readonly string[]; initial: string }>;

/** The settings that decide something today. */
export const siteSettings = {
  /** Whether an account and a seat must be there before somebody is enabled (K17). */
  'seat.onActivation': { values: ['manual-first', 'auto', 'manual'], initial: 'manual-first' },
  /** What a portal un-assignment does to active people (LIC-18). */
  'seat.onPortalUnassign': { values: ['report'], initial: 'report' },
  /** Whether names come from the profile portal (DIR-13). */
  'profile.sync': { values: ['yes', 'no'], initial: 'yes' },
} as const satisfies Readonly<Record<string, SiteSetting>>;

/** The name of a setting. */
export type SiteSettingKey = keyof typeof siteSettings;
/** A value of a setting. */
export type SettingValue<K extends SiteSettingKey> = (typeof siteSettings)[K]['values'][number];
