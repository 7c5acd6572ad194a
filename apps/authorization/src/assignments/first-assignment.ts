import { DependencyAway, type Get } from '@rollcall/event-sourcing';
import { type ExistingRole, roleDecider } from '../role/role.decider.js';
import { roleStream } from '../role/role.events.js';
import type { SiteAccess } from '../site/site.decider.js';
import type { Assigned } from './assignments.commands.js';

type OpenSite = Extract<SiteAccess, { status: 'open' }>;

/** What somebody asked for when the person was created. */
export type FirstWish = Readonly<{ requestedRoleId?: string; projectIds: readonly string[] }>;

/**
 * The role a newcomer gets: the one asked for, else the site's default (STO-5, AUT-64). A role that the site has not, or
 * that is for programs only, falls back to the default, which the answer names; a disabled one is given as asked, since it
 * allows nothing while it is disabled. With several roles a person, the projects asked for become the role's own.
 */
export function firstAssignment(
  get: Get,
  site: OpenSite,
  { requestedRoleId, projectIds }: FirstWish,
): Readonly<{ first: Assigned; requestedRoleId?: string }> {
  const asked = requestedRoleId === undefined ? undefined : get(roleDecider, roleStream(requestedRoleId));
  const suits = asked && asked.status !== 'missing' && asked.siteId === site.siteId && asked.kind === 'person';
  const role = suits ? asked : defaultRole(get, site);
  const first = { roleId: role.roleId, scope: scopeFor(site, role, projectIds) };
  return suits || requestedRoleId === undefined ? { first } : { first, requestedRoleId };
}

const scopeFor = ({ accessModel }: OpenSite, { allOpen }: ExistingRole, projectIds: readonly string[]) =>
  accessModel === 'single-role' ? { allOpen: false, projectIds: [] } : { allOpen, projectIds };

function defaultRole(get: Get, site: OpenSite): ExistingRole {
  const role = site.defaultRoleId === undefined ? undefined : get(roleDecider, roleStream(site.defaultRoleId));
  if (!role || role.status === 'missing') throw new DependencyAway(`site ${site.siteId} has no default role yet`);
  return role;
}
