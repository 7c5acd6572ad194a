import { type Command, type Get, type Write, writes } from '@rollcall/event-sourcing';
import type { AccessModel } from '@rollcall/permission-engine';
import { firstAdmin, firstDefault, rolesToOpenWith } from '../role/defaults/role-defaults.js';
import { contentFrom } from '../role/role.decisions.js';
import { roleDecider } from '../role/role.decider.js';
import { roleStream } from '../role/role.events.js';
import { roleNamed, type SiteAccess, siteDecider } from './site.decider.js';
import { type SiteEvent, siteStream } from './site.events.js';

/** A site as directory tells it; `roleIdOf` gives the id that the role of a default has on this site. */
export type SiteToOpen = Readonly<{
  siteId: string;
  accessModel: AccessModel;
  accountMode: 'legacy' | 'migrated';
  roleIdOf: (template: string) => string;
}>;

/**
 * Opens a site's access with the roles of its mode and model, all in one append. On a site that is open already, defaults
 * that its mode has and the site lacks are added and nothing else is touched (K4, AUT-16).
 */
export const openSite = (open: SiteToOpen): Command => ({
  addressed: siteStream(open.siteId),
  decide: (get) => {
    const { siteId } = open;
    const stream = siteStream(siteId);
    const before = get(siteDecider, stream);
    const opened = siteDecider.decide(
      { type: 'OpenSiteAccess', data: { siteId, accessModel: open.accessModel } },
      before,
    );
    const site = 'rejected' in opened ? before : opened.reduce(siteDecider.evolve, before);
    return writes([stream, opened], ...missingRoles(open, site).flatMap((role) => addRole(get, open, role, site)));
  },
});

/** Defaults of the site's mode that the site has no role of; a name that is in use by another role is left alone. */
function missingRoles(open: SiteToOpen, site: SiteAccess) {
  if (site.status === 'unknown') return [];
  const kind = { accessModel: site.accessModel, accountMode: open.accountMode };
  return rolesToOpenWith(kind).filter(
    ({ template, name }) => !Object.hasOwn(site.names, open.roleIdOf(template)) && roleNamed(site, name) === undefined,
  );
}

function addRole(get: Get, open: SiteToOpen, role: ReturnType<typeof missingRoles>[number], site: SiteAccess) {
  const { siteId, accessModel } = open;
  const roleId = open.roleIdOf(role.template);
  const { name, description } = role;
  const content = contentFrom(role, { roleId, siteId, name, description }, role.template === firstAdmin(accessModel));
  const isDefault = site.status === 'open' && !site.defaultRoleId && role.template === firstDefault(accessModel);
  const named: SiteEvent = { type: 'RoleNameTaken', data: { roleId, name } };
  const preferred: SiteEvent = { type: 'DefaultRoleChanged', data: { roleId } };
  const created = roleDecider.decide({ type: 'CreateRole', data: content }, get(roleDecider, roleStream(roleId)));
  return [
    [siteStream(siteId), isDefault ? [named, preferred] : [named]],
    [roleStream(roleId), created],
    [roleStream(roleId), isDefault ? [{ type: 'RoleMadeDefault', data: {} }] : []],
  ] satisfies Write[];
}
