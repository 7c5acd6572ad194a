import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accountFacet, assignmentsFacet } from '@rollcall/contracts';
import { GatewayWorld } from './gateway-world.js';
import { join, tellStudio, tokenOf } from './studio.js';

const list = '/api/v1/admin/parked-messages';
const then = '2026-01-01T00:00:00.000Z';
let world: GatewayWorld;

beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  await makeOperator('olga', 'admin-montreal');
  await makeOperator('omar', 'artist-montreal');
});
afterAll(() => world.stop());
beforeEach(() => {
  for (const owner of ['directory', 'identity', 'authorization', 'licensing']) answering(owner, []);
});

/** Somebody whose account was made at the server, with a role on montreal. */
async function makeOperator(name: string, roleId: string): Promise<void> {
  await join(world, name, 'montreal', roleId);
  await world.tell(accountFacet, `account-${name}`, {
    ...{ accountId: `account-${name}`, status: 'completed', origin: 'operator', emailIndex: `index-${name}` },
    ...{ mustChangePassword: false },
    personal: { subject: `account:account-${name}`, email: `${name}@example.com`, firstName: name, lastName: 'T' },
  });
  await world.settled();
}

const parked = (id: string, parkedAt: string) => ({
  ...{ id, group: 'g', topic: 'rollcall.directory.v1', key: 'k', type: 'rollcall.directory.person-created.v1' },
  ...{ reason: 'is bad', place: 'cause', parkedAt, waiting: 3 },
});
const answering = (service: string, items: readonly object[]): void =>
  world.services.on(service, 'GET /parked-messages', () => ({ body: { items, count: items.length } }));
const olga = tokenOf('olga');
const post = (path: string, body: unknown, as: string | undefined, headers = {}) =>
  world.ask(`${list}/${path}`, { method: 'POST', body, headers, ...(as !== undefined && { as }) });

describe('KRN-11 who may', () => {
  const attempts = (as?: string) =>
    Promise.all([
      world.ask(list, as === undefined ? {} : { as }),
      post('licensing.1/redrive', {}, as),
      post('licensing.1/discard', { reason: 'x' }, as),
    ]);
  const statuses = async (as?: string) => (await attempts(as)).map(({ status }) => status);

  test('nobody unnamed, not even at this machine', async () => {
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  test.each([
    ['an artist', 'zoe'],
    ['the Admin of one site and primary admin of its team', 'ada'],
    ['the Admin of another site', 'mia'],
    ['who has the operator’s account and administers nothing any more', 'omar'],
  ])('not %s', async (_, name) => {
    const answers = await attempts(tokenOf(name));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [403, 'not-permitted']));
    expect(world.services.calls.filter(({ route }) => route.includes('parked'))).toEqual([]);
  });

  test('the operator’s account', async () => {
    world.services.on('licensing', 'POST /parked-messages/1/redrive', () => ({ status: 204 }));
    world.services.on('licensing', 'POST /parked-messages/1/discard', () => ({ status: 204 }));
    expect(await statuses(olga)).toEqual([200, 204, 204]);
  });

  test('no more once they lose their role', async () => {
    await makeOperator('otto', 'admin-montreal');
    expect((await world.ask(list, { as: tokenOf('otto') })).status).toBe(200);
    await world.tell(assignmentsFacet, 'otto', { personId: 'otto', siteId: 'montreal', assignments: [] });
    await world.settled();
    expect((await world.ask(list, { as: tokenOf('otto') })).status).toBe(403);
  });
});

test('KRN-11 the list is everybody’s, the oldest first, each under the name of its service', async () => {
  answering('licensing', [parked('7', '2026-01-03T00:00:00.000Z'), parked('8', '2026-01-01T00:00:00.000Z')]);
  answering('identity', [parked('7', '2026-01-02T00:00:00.000Z')]);
  const { body } = await world.ask(list, { as: olga });
  expect(body.items.map(({ id, service }: { id: string; service: string }) => [id, service])).toEqual([
    ['licensing.8', 'licensing'],
    ['identity.7', 'identity'],
    ['licensing.7', 'licensing'],
  ]);
  expect(body.items[0]).toEqual({ ...parked('8', then), id: 'licensing.8', service: 'licensing' });
  expect([body.total, body.silent]).toEqual([{ count: 3, more: false }, []]);
});

test('KRN-11 a service that does not answer is named, and the others’ messages are listed', async () => {
  answering('licensing', [parked('7', then)]);
  world.services.on('identity', 'GET /parked-messages', () => ({ status: 503, body: {} }));
  const { status, body } = await world.ask(list, { as: olga });
  expect([status, body.items.length, body.silent]).toEqual([200, 1, ['identity']]);
});

test('KRN-11 an order goes to the service of the group, with who gave it and the id that a repeat has too', async () => {
  world.services.on('directory', 'POST /parked-messages/a_b-9/discard', () => ({ status: 503, body: {} }));
  const discard = () => post('directory.a_b-9/discard', { reason: 'twice' }, olga, { 'idempotency-key': 'k' });
  const { status, headers } = await discard();
  expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  world.services.on('directory', 'POST /parked-messages/a_b-9/discard', () => ({ status: 204 }));
  expect([(await discard()).status, (await discard()).status]).toEqual([204, 204]);
  const [first, second, ...more] = world.services.callsOf('directory', 'POST /parked-messages/a_b-9/discard');
  expect(first).toMatchObject({ body: { reason: 'twice' }, headers: { 'rollcall-actor': 'user:account-olga' } });
  expect(second?.headers['rollcall-command-id']).toBe(first?.headers['rollcall-command-id']);
  expect(more).toEqual([]);
});

test('KRN-11 a discard says why; a redrive may', async () => {
  world.services.on('directory', 'POST /parked-messages/9/redrive', () => ({ status: 204 }));
  for (const body of [undefined, {}, { reason: 'mended' }]) {
    expect((await post('directory.9/redrive', body, olga)).status).toBe(204);
  }
  for (const body of [undefined, {}, { reason: '' }, { reason: 7 }]) {
    expect(await post('directory.9/discard', body, olga)).toMatchObject({
      status: 400,
      body: {
        code: 'validation-failed',
        errors: expect.arrayContaining([expect.objectContaining({ pointer: '/reason' })]),
      },
    });
  }
});

test.each(['directory.77', 'nobody.9', 'admin-gateway.9', '9', 'directory.', '..%2Ffeed.1'])(
  'KRN-11 %s is no parked message',
  async (id) => {
    const answers = await Promise.all([post(`${id}/redrive`, {}, olga), post(`${id}/discard`, { reason: 'x' }, olga)]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  },
);

test('KRN-11 what services tell each other does not stand at the public door', async () => {
  expect((await world.ask('/internal/v1/parked-messages/9/discard', { method: 'POST', body: {} })).status).toBe(404);
  const { headers } = await world.ask('/internal/v1/parked-messages', { as: olga });
  expect(headers.get('content-type')).not.toMatch('json');
});
