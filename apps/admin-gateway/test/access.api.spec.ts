import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkFacet, personFacet, roleFacet, teamFacet } from '@rollcall/contracts';
import { type Asking, GatewayWorld } from './gateway-world.js';
import { join, personState, roleState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
});
afterAll(() => world.stop());

const as = (name: string, path: string, asking: Asking = {}) =>
  world.ask(`/api/v1${path}`, { ...asking, as: tokenOf(name) });
const ids = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id).sort();

describe('who may what', () => {
  test('STO-7 an Admin sees the people of their site, whole', async () => {
    const list = await as('ada', '/sites/montreal/people?sort=login');
    expect(list).toMatchObject({ status: 200, body: { total: { count: 2, more: false } } });
    expect(list.body.items).toMatchObject([
      { id: 'ada', status: 'active', accountStatus: 'Created', roles: [{ id: 'admin-montreal', name: 'Admin' }] },
      { id: 'zoe', email: 'zoe@example.com', projectIds: ['nightjar'], seat: { held: false } },
    ]);
  });

  test.each([
    ['people', '/sites/montreal/people', 403],
    ['one person', '/sites/montreal/people/ada', 403],
    ['seats', '/sites/montreal/seats', 403],
    ['roles', '/sites/montreal/roles', 403],
    ['imports', '/sites/montreal/imports', 403],
    ['diagnostics', '/sites/montreal/diagnostic-runs', 403],
    ['their team’s seats', '/teams/team/seats', 404],
    ['projects', '/sites/montreal/projects', 200],
    ['their linked project', '/sites/montreal/projects/nightjar', 200],
    ['another project', '/sites/montreal/projects/ember', 404],
    ['another site’s project', '/sites/montreal/projects/monsoon', 404],
    ['another site', '/sites/mumbai', 404],
    ['no site at all', '/sites/nowhere/people', 404],
  ])('as an Artist: %s (%s) answers %i', async (_, path, status) => {
    expect((await as('zoe', path)).status).toBe(status);
  });

  test('an Artist’s list of projects holds the linked ones, and their number', async () => {
    const list = await as('zoe', '/sites/montreal/projects');
    expect([ids(list), list.body.total.count]).toEqual([['nightjar'], 1]);
    expect(ids(await as('ada', '/sites/montreal/projects'))).toEqual(['ember', 'nightjar']);
    const none = await as('kit', '/sites/mumbai/projects');
    expect([none.status, none.body.items, none.body.total.count]).toEqual([200, [], 0]);
  });

  test('a project is changed by those who may edit it, and by nobody else', async () => {
    const change = (name: string, project: string) =>
      as(name, `/sites/montreal/projects/${project}`, {
        ...{ method: 'PATCH', body: { name: 'Renamed' }, headers: { 'if-match': '"1"' } },
      });
    world.services.on('directory', 'PATCH /sites/montreal/projects/nightjar', () => ({ status: 204 }));
    const lead = { 'entity/Project/see': true, 'entity/Project/edit': true };
    await world.tell(roleFacet, 'lead-montreal', roleState('lead-montreal', 'montreal', 'Lead', lead));
    await join(world, 'lea', 'montreal', 'lead-montreal', ['nightjar']);
    await world.settled();
    expect((await change('lea', 'nightjar')).status).toBe(204);
    expect((await change('lea', 'ember')).status).toBe(404);
    expect((await change('zoe', 'nightjar')).status).toBe(403);
    world.services.calls.length = 0;
  });

  test('what the caller may do is told for a page to show only what works', async () => {
    const { body } = await as('zoe', '/me/access?site=montreal');
    expect(body).toMatchObject({ personId: 'zoe', roles: [{ name: 'Artist' }] });
    expect(body.may).toMatchObject({ seeProject: true, seePeople: false, createPerson: false, accessAdmin: false });
    expect((await as('ada', '/me/access?site=montreal')).body.may).toMatchObject({
      seePeople: true,
      accessAdmin: true,
    });
    expect((await as('ada', '/me/access?site=mumbai')).status).toBe(404);
  });

  test('another site’s people answer as if they were not there, to their reader and to their writer', async () => {
    expect((await as('ada', '/sites/montreal/people/mia')).status).toBe(404);
    expect((await as('ada', '/sites/montreal/people/mia/disable', { method: 'POST' })).status).toBe(404);
    expect((await as('ada', '/sites/mumbai/people')).status).toBe(404);
    expect(world.services.calls).toEqual([]);
  });

  test('IDN-03 an account that was two people of a site is the active one there, wherever it asks', async () => {
    const former = personState('ada-before', 'montreal', { status: 'disabled', accountId: 'account-ada' });
    await world.tell(linkFacet, 'ada-before', {
      ...{ personId: 'ada-before', siteId: 'montreal', teamId: 'team', accountId: 'account-ada' },
      ...{ attempt: 1, status: 'Created' },
    });
    await world.tell(personFacet, 'ada-before', former);
    await world.settled();
    expect((await as('ada', '/me')).body.sites).toMatchObject([
      { siteId: 'montreal', personId: 'ada', status: 'active' },
    ]);
    expect((await as('ada', '/me/access?site=montreal')).body).toMatchObject({ personId: 'ada' });
  });

  test.each(['no%20where', '%F0%9F%A6%84', 'a%2Fb'])(
    'what no id looks like (%s) names nothing, and no service is asked about it',
    async (id) => {
      const asked = world.services.calls.length;
      for (const path of [`/sites/${id}`, `/sites/montreal/imports/${id}`, `/teams/${id}/seats`, `/operations/${id}`])
        expect([path, (await as('ada', path)).status]).toEqual([path, 404]);
      expect(world.services.calls).toHaveLength(asked);
    },
  );

  test('LIC-06 seats in figures for holders of Access Admin Functionality', async () => {
    expect((await as('ada', '/sites/montreal/seats')).body).toMatchObject({ used: 3, available: 17, total: 20 });
  });

  test('LIC-21 a team admin is told their teams, whether or not they are a person on one of its sites', async () => {
    const admins = (...names: readonly string[]) =>
      names.map((name) => ({ accountId: `account-${name}`, rank: 'secondary' }));
    const teamsOf = async (name: string) => (await as(name, '/me')).body.teams;
    await world.tell(teamFacet, 'elsewhere', { teamId: 'elsewhere', name: 'Elsewhere', admins: admins('zoe', 'mia') });
    await world.settled();
    expect(await teamsOf('zoe')).toEqual([{ id: 'elsewhere', name: 'Elsewhere', rank: 'secondary' }]);
    expect((await as('zoe', '/teams/elsewhere/seats')).status).toBe(200);
    expect((await teamsOf('ada')).map(({ id }: { id: string }) => id)).toEqual(['team']);
    await world.tell(teamFacet, 'elsewhere', { teamId: 'elsewhere', name: 'Elsewhere', admins: admins('mia') });
    await world.settled();
    expect(await teamsOf('zoe')).toEqual([]);
  });

  test('a decision tells why, in words', async () => {
    const { status, body } = await as(
      'ada',
      '/sites/montreal/people/zoe/access?action=entity/Project/see&project=ember',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ allowed: false, code: 'project-not-visible' });
    expect(body.text).toBe(
      'Artist sees linked projects; zoe Test is linked to Nightjar (since 2026-01-01, by ada Test), not to Ember. Linking them would allow it.',
    );
  });

  test('nobody without a session gets past the door, and an unknown route is no secret', async () => {
    for (const path of ['/me', '/sites', '/sites/montreal/people', '/events', '/operations/x', '/teams/team/seats'])
      expect([path, (await world.ask(`/api/v1${path}`)).status]).toEqual([path, 401]);
    expect((await world.ask('/api/v1/me', { as: 'token-of-nobody-0123456789' })).status).toBe(401);
    expect((await world.ask('/api/v1/nowhere')).status).toBe(404);
  });

  test('headers tell browsers to run nothing that was not served', async () => {
    const { headers } = await as('ada', '/me');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'/);
    expect(headers.get('content-security-policy')).not.toMatch('unsafe');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
