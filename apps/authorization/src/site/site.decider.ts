import { canonical, type Decider, reject, type Rejection } from '@rollcall/event-sourcing';
import type { AccessModel } from '@rollcall/permission-engine';
import type { SiteCommand } from './site.commands.js';
import type { SiteEvent } from './site.events.js';

/** Most roles a site may have; keeps this aggregate, which knows their names, small for ever (KRN-01). */
export const mostRoles = 200;

/** A site's access: `names` are its roles' names by role, disabled roles included. */
export type SiteAccess =
  | Readonly<{ status: 'unknown' }>
  | Readonly<{
      status: 'open';
      siteId: string;
      accessModel: AccessModel;
      names: Readonly<Record<string, string>>;
      defaultRoleId?: string;
    }>;

/**
 * Opens a site's access once, keeps role names apart, knows the role of newcomers (AUT-64).
 * Rejects `not-found`, `role-name-taken`, `role-limit-reached`, `unknown-role`.
 */
export const siteDecider: Decider<SiteAccess, SiteCommand, SiteEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (site, event) => {
    if (event.type === 'SiteAccessOpened') return { status: 'open', names: {}, ...event.data };
    if (site.status === 'unknown') return site;
    const { roleId } = event.data;
    if (event.type === 'DefaultRoleChanged') return { ...site, defaultRoleId: roleId };
    return { ...site, names: { ...site.names, [roleId]: event.data.name } };
  },
  decide: (command, site) => {
    if (command.type === 'OpenSiteAccess') {
      return site.status === 'unknown' ? [{ type: 'SiteAccessOpened', data: command.data }] : [];
    }
    if (site.status === 'unknown') return reject('not-found', 'There is no such site.');
    return command.type === 'TakeRoleName' ? takeName(command.data, site) : changeDefault(command.data, site);
  },
};

type OpenSite = Extract<SiteAccess, { status: 'open' }>;

function takeName(
  { roleId, name }: { roleId: string; name: string },
  site: OpenSite,
): readonly SiteEvent[] | Rejection {
  if (site.names[roleId] === name) return [];
  if (roleNamed(site, name) !== undefined && roleNamed(site, name) !== roleId) {
    return reject('role-name-taken', `Another role of this site is called ${name}.`);
  }
  if (!Object.hasOwn(site.names, roleId) && Object.keys(site.names).length >= mostRoles) {
    return reject('role-limit-reached', `A site has at most ${mostRoles} roles.`);
  }
  return [{ type: 'RoleNameTaken', data: { roleId, name } }];
}

function changeDefault({ roleId }: { roleId: string }, site: OpenSite): readonly SiteEvent[] | Rejection {
  if (!Object.hasOwn(site.names, roleId)) return reject('unknown-role', 'This site has no such role.');
  if (site.defaultRoleId === roleId) return [];
  const previous = site.defaultRoleId === undefined ? {} : { previous: site.defaultRoleId };
  return [{ type: 'DefaultRoleChanged', data: { roleId, ...previous } }];
}

/** The role of this name, however it is written; `undefined` when the name is free. */
export const roleNamed = (site: OpenSite, name: string): string | undefined =>
  Object.keys(site.names).find((roleId) => canonical(site.names[roleId] ?? '') === canonical(name));
