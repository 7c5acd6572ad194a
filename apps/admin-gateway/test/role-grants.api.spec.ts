import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roleFacet } from '@rollcall/contracts';
import { type Asking, GatewayWorld } from './gateway-world.js';
import { join, roleState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
/** Everything about people, and nothing else: seeing projects they may not, nor administer the site. */
const humanResources = Object.fromEntries(
  ['see', 'create', 'edit'].map((operation) => [`entity/Person/${operation}`, true]),
);
const scope = { allOpen: false, projectIds: [] };

beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  await world.tell(roleFacet, 'hr-montreal', roleState('hr-montreal', 'montreal', 'HR', humanResources));
  await world.tell(
    roleFacet,
    'reader-montreal',
    roleState('reader-montreal', 'montreal', 'Reader', { 'entity/Person/see': true }),
  );
  await join(world, 'hana', 'montreal', 'hr-montreal');
  await world.settled();
  world.services.on('directory', 'POST /sites/montreal/people', () => ({ status: 201, body: { personId: 'new' } }));
  world.services.on('directory', 'POST /sites/montreal/imports', () => ({ status: 202, body: { importId: 'i' } }));
  const assignments = '/sites/montreal/people/zoe/assignments';
  const held = { assignments: [{ roleId: 'artist-montreal', scope, mark: {} }] };
  world.services.on('authorization', `GET ${assignments}`, () => ({ body: held, headers: { etag: '"4"' } }));
  world.services.on('authorization', `PUT ${assignments}`, () => ({ headers: { etag: '"5"' } }));
});
afterAll(() => world.stop());

const as = (name: string, path: string, asking: Asking) =>
  world.ask(`/api/v1/sites/montreal${path}`, { ...asking, as: tokenOf(name) });
const create = (name: string, roleId?: string) =>
  as(name, '/people', {
    method: 'POST',
    body: {
      firstName: 'A',
      lastName: 'B',
      login: 'ab',
      email: 'ab@example.com',
      ...(roleId !== undefined && { roleId }),
    },
  });
const assign = (name: string, roleIds: readonly string[], etag = '"4"') =>
  as(name, '/people/zoe/assignments', {
    method: 'PUT',
    body: { assignments: roleIds.map((roleId) => ({ roleId, scope })) },
    headers: { 'if-match': etag },
  });
const exceeds = (roleId: string, permission: string) => ({
  status: 403,
  body: { code: 'role-exceeds-own', details: { roleId, permission } },
});

test('SCOPE-3 a newcomer gets no role that allows more than the roles of who creates them', async () => {
  const before = world.services.calls.length;
  expect(await create('hana', 'artist-montreal')).toMatchObject(exceeds('artist-montreal', 'entity/Project/see'));
  expect(await create('hana', 'admin-montreal')).toMatchObject({ status: 403 });
  expect(world.services.calls).toHaveLength(before);
  expect((await create('hana', 'reader-montreal')).status).toBe(201);
  expect((await create('hana')).status).toBe(201);
  expect((await create('ada', 'admin-montreal')).status).toBe(201);
});

test('SCOPE-3 AUT-67 nobody is assigned a role that exceeds the assigner’s; one that is held already stays', async () => {
  expect(await assign('hana', ['admin-montreal'])).toMatchObject({ status: 403, body: { code: 'role-exceeds-own' } });
  expect((await assign('hana', ['artist-montreal', 'reader-montreal'])).status).toBe(204);
  expect((await assign('hana', ['reader-montreal'])).status).toBe(204);
  expect((await assign('ada', ['admin-montreal'])).status).toBe(204);
  expect(await assign('hana', ['artist-montreal'], '"3"')).toMatchObject({
    status: 412,
    body: { code: 'stale-version' },
  });
});

test('SCOPE-3 DIR-10 an import is told which roles its sender may give', async () => {
  const upload = async (name: string): Promise<readonly string[]> => {
    const form = new FormData();
    form.set('file', new Blob(['Login\n'], { type: 'text/csv' }), 'people.csv');
    const request = new Request('http://localhost', { method: 'POST', body: form });
    const body = await request.text();
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    expect((await as(name, '/imports', { method: 'POST', body, headers })).status).toBe(202);
    const call = world.services.callsOf('directory', 'POST /sites/montreal/imports').at(-1);
    return call?.query.get('roles')?.split(',').sort() ?? ['any'];
  };
  expect(await upload('hana')).toEqual(['hr-montreal', 'reader-montreal']);
  expect(await upload('ada')).toEqual(['admin-montreal', 'artist-montreal', 'hr-montreal', 'reader-montreal']);
});

test('what a request names is refused at its own place, and only where it is new', async () => {
  const put = (assignments: readonly object[]) =>
    as('ada', '/people/zoe/assignments', { method: 'PUT', body: { assignments }, headers: { 'if-match': '"4"' } });
  const strange = { roleId: 'reader-montreal', scope: { allOpen: false, projectIds: ['nightjar', 'monsoon'] } };
  expect(await put([{ roleId: 'artist-montreal', scope }, strange])).toMatchObject({
    status: 422,
    body: { code: 'unknown-project', errors: [{ pointer: '/assignments/1/scope/projectIds/1' }] },
  });
  expect(await put([{ roleId: 'admin-mumbai', scope }])).toMatchObject({
    status: 422,
    body: { code: 'unknown-role', errors: [{ pointer: '/assignments/0/roleId' }] },
  });
  const disabled = { ...roleState('artist-montreal', 'montreal', 'Artist', {}), enabled: false };
  await world.tell(roleFacet, 'artist-montreal', disabled);
  await world.settled();
  expect((await put([{ roleId: 'artist-montreal', scope }])).status).toBe(204);
  expect(await create('ada', 'artist-montreal')).toMatchObject({ status: 422, body: { code: 'unknown-role' } });
});

test('a field that is not the caller’s is refused at the place it was sent in', async () => {
  const permissions = { 'entity/Person/see': true, 'entity/Person/create': true };
  await world.tell(roleFacet, 'desk-montreal', roleState('desk-montreal', 'montreal', 'Desk', permissions));
  await join(world, 'desi', 'montreal', 'desk-montreal');
  await world.settled();
  expect(await create('desi', 'reader-montreal')).toMatchObject({
    status: 403,
    body: { code: 'not-permitted', errors: [{ pointer: '/roleId' }] },
  });
  const edit = { method: 'PATCH', body: { lastName: 'X', login: 'y' }, headers: { 'if-match': '"1"' } };
  expect(await as('desi', '/people/zoe', edit)).toMatchObject({
    status: 403,
    body: { details: { fields: ['name', 'login'] }, errors: [{ pointer: '/lastName' }, { pointer: '/login' }] },
  });
});
