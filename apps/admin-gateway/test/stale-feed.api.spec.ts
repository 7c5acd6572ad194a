import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Reply } from './fake-services.js';
import { type Asking, GatewayWorld, sessionIdOf } from './gateway-world.js';
import { personState, sessionState, tellStudio, tokenOf } from './studio.js';

type Owner = 'directory' | 'identity' | 'authorization' | 'licensing';
const owners: readonly Owner[] = ['directory', 'identity', 'authorization', 'licensing'];

let world: GatewayWorld;
beforeEach(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
});
afterEach(() => world.stop());

const as = (name: string, path: string, asking: Asking = {}) =>
  world.ask(`/api/v1${path}`, { ...asking, as: tokenOf(name) });

/** What these services have decided has not arrived, for longer than anybody may go on without it. */
function stale(...services: readonly Owner[]): void {
  for (const service of services)
    world.services.on(service, 'GET /feed', () => ({ body: { status: 'live', lagMs: 9000 } }));
}
const at = (version: number, body: object): Reply => ({ body, headers: { etag: `"${version}"` } });
const says = (service: Owner, path: string, reply: Reply): void =>
  world.services.on(service, `GET ${path}`, () => reply);

/** Somebody with an account, one person in Montréal and one role there, as the owners would tell. */
function ownersKnow(name: string, { roleId = 'admin-montreal', person = {} } = {}): void {
  const [accountId, siteId] = [`account-${name}`, 'montreal'];
  const link = { personId: name, siteId, teamId: 'team', accountId, attempt: 1, status: 'Created' };
  says('identity', `/sessions/${sessionIdOf(tokenOf(name))}`, {
    body: { ...sessionState(name), open: true, mustChangePassword: false },
  });
  says('identity', `/accounts/${accountId}/links`, { body: { links: [link] } });
  says('directory', `/sites/${siteId}/people/${name}`, at(7, personState(name, siteId, { accountId, ...person })));
  const mark = { at: '2026-01-01T00:00:00.000Z', by: { kind: 'user', id: 'account-ada' }, eventId: 'e' };
  const assignments = [{ roleId, scope: { allOpen: false, projectIds: [] }, mark }];
  says('authorization', `/sites/${siteId}/people/${name}/assignments`, at(3, { personId: name, siteId, assignments }));
  const told = Object.entries(roles).map(([id, permissions]) => ({
    ...{ roleId: id, siteId, name: id, description: '', kind: 'person', template: id, permissions },
    ...{ enabled: true, isDefault: false, rules: [], version: '5' },
  }));
  says('authorization', `/sites/${siteId}/roles`, { body: { roles: told } });
}
const roles = {
  'admin-montreal': { 'entity/Person/see': true, 'advanced/Access Admin Functionality': true },
  'artist-montreal': { 'entity/Project/see': true },
  'hr-montreal': { 'entity/Person/see': true, 'entity/Person/create': true, 'entity/Person/edit': true },
};
const asked = () => [...new Set(world.services.calls.map(({ service }) => service))].sort();

test('STO-6 a session that has begun a moment ago is asked for, and one that nobody knows is none', async () => {
  says('identity', `/sessions/${sessionIdOf(tokenOf('just-begun'))}`, {
    body: { ...sessionState('ada'), open: true, mustChangePassword: false },
  });
  expect((await as('just-begun', '/sites/montreal/people')).status).toBe(200);
  expect((await as('never-begun', '/sites/montreal/people')).status).toBe(401);
  expect((await as('ada', '/sites/montreal/people')).status).toBe(200);
  expect(asked()).toEqual(['identity']);
});

describe('with a stale feed', () => {
  test.each<[string, readonly Owner[], readonly Owner[]]>([
    ['licensing', ['licensing'], []],
    ['directory', ['directory'], ['directory', 'identity']],
    ['authorization', ['authorization'], ['authorization']],
    ['every service', owners, ['authorization', 'directory', 'identity']],
  ])(
    'STO-8 of %s an active person goes on, and only those are asked whose word is missing',
    async (_, late, needed) => {
      ownersKnow('ada');
      stale(...late);
      expect((await as('ada', '/me')).status).toBe(200);
      expect((await as('ada', '/sites/montreal/people')).status).toBe(200);
      expect(asked()).toEqual(needed);
    },
  );

  test('STO-8 somebody disabled where the feed has not told yet does not get by, on no route', async () => {
    const statusMark = { at: new Date().toISOString(), by: { kind: 'user', id: 'account-mia' }, eventId: 'e' };
    ownersKnow('ada', { person: { status: 'disabled', statusMark } });
    stale('directory');
    for (const path of ['/me', '/sites', '/sites/montreal', '/sites/montreal/people', '/events', '/teams/team/seats'])
      expect([path, (await as('ada', path)).status]).toEqual([path, 401]);
  });

  test('STO-8 who is active on another site keeps the session, and is refused where they are disabled', async () => {
    const statusMark = { at: new Date().toISOString(), by: { kind: 'user', id: 'account-mia' }, eventId: 'e' };
    ownersKnow('ada', { person: { status: 'disabled', statusMark } });
    const link = { teamId: 'team', accountId: 'account-ada', attempt: 1, status: 'Created' };
    const links = ['montreal', 'mumbai'].map((siteId) => ({
      ...link,
      siteId,
      personId: siteId === 'mumbai' ? 'ada2' : 'ada',
    }));
    world.services.on('identity', 'GET /accounts/account-ada/links', () => ({ body: { links } }));
    says('directory', '/sites/mumbai/people/ada2', at(1, personState('ada2', 'mumbai')));
    stale('directory');
    expect((await as('ada', '/sites')).body.items).toMatchObject([{ id: 'mumbai' }]);
    expect((await as('ada', '/sites/montreal/people')).status).toBe(403);
  });

  test('STO-8 a session that identity has ended is over', async () => {
    ownersKnow('ada');
    says('identity', `/sessions/${sessionIdOf(tokenOf('ada'))}`, {
      body: { ...sessionState('ada'), open: false, mustChangePassword: false },
    });
    stale('identity');
    expect((await as('ada', '/me')).status).toBe(401);
  });

  test('STO-8 LIC-21 who administers a team is licensing’s to say, and asked on routes of teams only', async () => {
    stale('licensing');
    const admins = ['zoe'].map((name) => ({ accountId: `account-${name}`, rank: 'primary' }));
    says('licensing', '/teams/team', at(4, { teamId: 'team', name: 'Halcyon', admins }));
    expect((await as('zoe', '/teams/team/seats')).status).toBe(200);
    expect((await as('ada', '/teams/team/seats')).status).toBe(404);
    expect((await as('ada', '/teams/elsewhere/seats')).status).toBe(404);
    expect((await as('ada', '/sites/montreal/people')).status).toBe(200);
    expect(asked()).toEqual(['licensing']);
  });

  test('STO-8 LIC-21 while licensing cannot be asked either, routes of teams answer 503 and the rest goes on', async () => {
    stale('licensing');
    says('licensing', '/teams/team', { status: 503, body: { code: 'service-unavailable', detail: 'No.' } });
    const answer = await as('ada', '/teams/team/seats');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await as('ada', '/sites/montreal/people')).status).toBe(200);
  });

  test('STO-8 a role taken away allows nothing any more', async () => {
    ownersKnow('ada', { roleId: 'artist-montreal' });
    stale('authorization');
    expect((await as('ada', '/sites/montreal/people')).status).toBe(403);
    expect((await as('ada', '/sites/montreal/projects')).status).toBe(200);
  });

  test('STO-8 SCOPE-3 what somebody may grant is measured by all roles of the site', async () => {
    ownersKnow('ada', { roleId: 'hr-montreal' });
    stale(...owners);
    const body = { firstName: 'A', lastName: 'B', login: 'ab', email: 'ab@example.com', roleId: 'admin-montreal' };
    expect(await as('ada', '/sites/montreal/people', { method: 'POST', body })).toMatchObject({
      status: 403,
      body: { code: 'role-exceeds-own', details: { roleId: 'admin-montreal' } },
    });
  });

  test('STO-8 somebody this gateway has not heard of yet signs in and gets in', async () => {
    ownersKnow('neo', { roleId: 'admin-montreal' });
    stale(...owners);
    expect((await as('neo', '/sites/montreal/people')).status).toBe(200);
    expect((await as('neo', '/sites/mumbai/people')).status).toBe(404);
    expect((await as('nobody', '/me')).status).toBe(401);
  });

  test.each<[Owner, string, number, number]>([
    ['identity', `/accounts/account-ada/links`, 503, 503],
    ['directory', '/sites/montreal/people/ada', 503, 503],
    ['authorization', '/sites/montreal/people/ada/assignments', 200, 503],
  ])(
    'STO-8 while %s cannot be asked either, who needs its word is told to come back',
    async (owner, path, me, site) => {
      ownersKnow('ada');
      stale(...owners);
      says(owner, path, { status: 503, body: { code: 'service-unavailable', detail: 'No.' } });
      expect((await as('ada', '/me')).status).toBe(me);
      const answer = await as('ada', '/sites/montreal/people');
      expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
        site,
        'service-unavailable',
        '2',
      ]);
    },
  );
});
