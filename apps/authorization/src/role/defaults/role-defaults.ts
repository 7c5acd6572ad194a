import { canonical } from '@rollcall/event-sourcing';
import type { AccessModel } from '@rollcall/permission-engine';
import { admin, administrator } from './admin.js';
import { artist, artistCutPublisher, restrictedUser, user } from './artist.js';
import { api, manager, projectManager } from './manager.js';
import type { DefaultName, RoleDefault } from './role-default.js';
import { vendor } from './vendor.js';

/**
 * Version of the stored defaults. A release that changes one raises it and says so in its release notes; permissions in
 * use on a site never change with it (AUT-16).
 */
export const defaultsVersion = 1;

const legacy = [admin, manager, artist];
const migrated = [...legacy, artistCutPublisher, vendor];
const several = [restrictedUser, user, projectManager, administrator, api];

/** For a role that is put together from nothing (AUT-74). */
const none: RoleDefault = {
  template: 'none',
  name: 'None',
  description: 'Allows nothing yet.',
  kind: 'person',
  allOpen: false,
  permissions: {},
  rules: [],
};

/** The stored defaults by template. */
export const roleDefaults: ReadonlyMap<string, RoleDefault> = new Map(
  [...migrated, ...several, none].map((role) => [role.template, role]),
);

/** The default that somebody means, by its template or by its name as people write it: `Artist (Cut Publisher)`. */
export const defaultCalled = (words: string): RoleDefault | undefined =>
  roleDefaults.get(words) ?? [...roleDefaults.values()].find(({ name }) => canonical(name) === canonical(words));

/** The site's ways that decide which roles it begins with. */
export type SiteKind = Readonly<{ accessModel: AccessModel; accountMode: 'legacy' | 'migrated' }>;

/** The roles a site begins with (K4, AUT-02, AUT-03, AUT-65). */
export function rolesToOpenWith({ accessModel, accountMode }: SiteKind): readonly RoleDefault[] {
  if (accessModel === 'multi-role') return several;
  return accountMode === 'legacy' ? legacy : migrated;
}

/** Who gets in without anybody choosing a role (AUT-64). */
export const firstDefault = (model: AccessModel): DefaultName => (model === 'multi-role' ? 'user' : 'artist');

/** The role that can never be lost: its holders can repair everything else. */
export const firstAdmin = (model: AccessModel): DefaultName => (model === 'multi-role' ? 'administrator' : 'admin');
