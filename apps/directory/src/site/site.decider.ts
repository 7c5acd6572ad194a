import { type Decider, type Message, reject, type StreamName, streamName } from '@rollcall/event-sourcing';
import { type SettingValue, type SiteSettingKey, siteSettings } from './site.settings.js';
import { siteCategory, type SiteEvent, type SiteOpened } from './site.events.js';

/** Intents about a site: it is opened, a setting is changed. */
export type OpenSite = Message<'OpenSite', SiteOpened['data']>;
export type ChangeSetting = Message<'ChangeSetting', { key: string; value: string }>;
export type SiteCommand = OpenSite | ChangeSetting;

/** No site, or an open one with the settings somebody chose. */
export type Site =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'open'; settings: Readonly<Record<string, string>> } & SiteOpened['data']>;
export type OpenedSite = Extract<Site, { status: 'open' }>;

/** The stream of a site. */
export const siteStream = (siteId: string): StreamName => streamName(siteCategory, siteId);

/** The value of a setting, chosen or initial. */
export const settingOf = <K extends SiteSettingKey>(site: OpenedSite, key: K): SettingValue<K> =>
  (site.settings[key] ?? siteSettings[key].initial) as SettingValue<K>;

/** Sites: opened once, of one team (DIR, LIC-21). Rejections: `site-exists`, `not-found`, `validation-failed`. */
export const siteDecider: Decider<Site, SiteCommand, SiteEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (site, event) => {
    if (event.type === 'SiteOpened') return { status: 'open', settings: {}, ...event.data };
    if (site.status === 'none') return site;
    return { ...site, settings: { ...site.settings, [event.data.key]: event.data.value } };
  },
  decide: (command, site) => {
    if (command.type === 'OpenSite') {
      return site.status === 'none'
        ? [{ type: 'SiteOpened', data: command.data }]
        : reject('site-exists', 'This site is open already.');
    }
    if (site.status === 'none') return reject('not-found', 'There is no such site.');
    const { key, value } = command.data;
    if (!Object.hasOwn(siteSettings, key)) return reject('validation-failed', `There is no setting "${key}".`);
    const { values }: { values: readonly string[] } = siteSettings[key as SiteSettingKey];
    if (!values.includes(value)) {
      return reject('validation-failed', `"${key}" is one of ${values.join(', ')}.`);
    }
    const previous = settingOf(site, key as SiteSettingKey);
    return previous === value ? [] : [{ type: 'SiteSettingChanged', data: { key, value, previous } }];
  },
};
