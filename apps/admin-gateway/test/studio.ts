import {
  accountFacet,
  assignmentsFacet,
  groupFacet,
  linkFacet,
  personFacet,
  poolFacet,
  projectFacet,
  roleFacet,
  sessionFacet,
  siteFacet,
  teamFacet,
} from '@rollcall/contracts';
import { type GatewayWorld, sessionIdOf } from './gateway-world.js';

/** When everything in the small studio happened. */
export const then = '2026-01-01T00:00:00.000Z';
const mark = (eventId: string) => ({ at: then, by: { kind: 'user', id: 'account-ada' }, eventId });

/** Every permission the tests need for somebody in charge; nothing about people for an artist. */
const adminPermissions = {
  ...Object.fromEntries(
    ['Person', 'Project', 'PermissionRole', 'Group'].flatMap((type) =>
      ['see', 'create', 'edit', 'retire'].map((operation) => [`entity/${type}/${operation}`, true]),
    ),
  ),
  'advanced/Access Admin Functionality': true,
  'advanced/See all projects': true,
};
const artistPermissions = { 'entity/Project/see': true };

/** A person’s facet. */
export const personState = (id: string, siteId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ personId: id, siteId, teamId: 'team' },
  personal: {
    subject: `person:${id}`,
    ...{ firstName: id, lastName: 'Test', login: id, email: `${id}@example.com` },
  },
  emailIndex: `index-${id}`,
  status: 'active',
  activation: { state: 'active', attempt: 1 },
  ...{ ended: 0, createdDisabled: false, everActive: true, projectIds: [], projectLinks: {}, groupIds: [] },
  ...{ createdAt: then, statusMark: mark(`status-${id}`) },
  ...more,
});

/** A role’s facet. */
export const roleState = (roleId: string, siteId: string, name: string, permissions: object) => ({
  ...{ roleId, siteId, name, description: '', kind: 'person', template: name.toLowerCase() },
  ...{ enabled: true, isDefault: false, permissions, rules: [] },
});

/** Somebody with an account, a person on a site, a role there and a bearer token that is their name. */
export async function join(
  world: GatewayWorld,
  name: string,
  siteId: string,
  roleId: string,
  projectIds: readonly string[] = [],
) {
  const accountId = `account-${name}`;
  const token = tokenOf(name);
  await world.tell(accountFacet, accountId, {
    ...{ accountId, status: 'completed', origin: 'invite', emailIndex: `index-${name}`, mustChangePassword: false },
    personal: { subject: `account:${accountId}`, email: `${name}@example.com`, firstName: name, lastName: 'Test' },
  });
  await world.tell(linkFacet, name, {
    personId: name,
    siteId,
    teamId: 'team',
    accountId,
    attempt: 1,
    status: 'Created',
  });
  const projectLinks = Object.fromEntries(projectIds.map((id) => [id, mark(`link-${id}`)]));
  await world.tell(personFacet, name, personState(name, siteId, { projectIds, projectLinks, accountId }));
  const scope = { allOpen: false, projectIds: [] };
  const assignments = [{ roleId, scope, mark: mark(`role-${name}`) }];
  await world.tell(assignmentsFacet, name, { personId: name, siteId, assignments });
  await world.tell(sessionFacet, sessionIdOf(token), sessionState(name));
}

/** A session that began a moment ago. */
export const sessionState = (name: string, kind: 'token' | 'browser' = 'token') => ({
  ...{ sessionId: sessionIdOf(tokenOf(name)), accountId: `account-${name}`, kind, idleSeconds: 1800 },
  ...{
    startedAt: new Date(Date.now() - 1000).toISOString(),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  },
});

/** The bearer token of somebody. */
export const tokenOf = (name: string): string => `token-of-${name}-0123456789`;

/** Two sites of a team: ada administers montreal, zoe is an artist there on Nightjar, mia administers mumbai, kit is an artist there on nothing. */
export async function tellStudio(world: GatewayWorld): Promise<void> {
  for (const siteId of ['montreal', 'mumbai']) {
    await world.tell(siteFacet, siteId, {
      ...{ siteId, teamId: 'team', slug: siteId, name: siteId, kind: 'subscription' },
      ...{ accountMode: 'migrated', accessModel: 'single-role', settings: {} },
    });
    await world.tell(roleFacet, `admin-${siteId}`, roleState(`admin-${siteId}`, siteId, 'Admin', adminPermissions));
    await world.tell(roleFacet, `artist-${siteId}`, roleState(`artist-${siteId}`, siteId, 'Artist', artistPermissions));
  }
  for (const [projectId, name, siteId] of [
    ['nightjar', 'Nightjar', 'montreal'],
    ['ember', 'Ember', 'montreal'],
    ['monsoon', 'Monsoon', 'mumbai'],
  ] as const) {
    const flags = { private: false, archived: false, template: false };
    await world.tell(projectFacet, projectId, { projectId, siteId, name, ...flags, createdAt: then });
  }
  await world.tell(groupFacet, 'compositing', { groupId: 'compositing', siteId: 'montreal', name: 'Compositing' });
  const admins = [{ accountId: 'account-ada', rank: 'primary' }];
  await world.tell(teamFacet, 'team', { teamId: 'team', name: 'Halcyon', admins });
  await world.tell(poolFacet, 'team', { teamId: 'team', total: 20, used: 3 });
  await join(world, 'ada', 'montreal', 'admin-montreal');
  await join(world, 'zoe', 'montreal', 'artist-montreal', ['nightjar']);
  await join(world, 'mia', 'mumbai', 'admin-mumbai');
  await join(world, 'kit', 'mumbai', 'artist-mumbai');
  await world.settled();
}
