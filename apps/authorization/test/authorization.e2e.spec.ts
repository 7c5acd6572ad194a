import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AssignmentsFacet, RoleFacet } from '@rollcall/contracts';
import type { MessageBus } from '@rollcall/event-sourcing';
import { BUS, readExport, startTestService, type TestService } from '@rollcall/service-kit';
import { AuthorizationModule } from '../src/index.js';
import { personMessage, type PersonTold, siteMessage } from './authorization-in-memory.js';

let service: TestService;
let roles: ReadonlyMap<string, RoleFacet>;
const sites = '/internal/v1/sites';
const context = { correlationId: 'c', actor: { kind: 'user' as const, id: 'ada' } };
const act = (expected?: bigint) => ({
  context: { ...context, ...(expected !== undefined && { expected: expected as never }) },
});
const get = async <T>(path: string) => {
  const answer = await service.client.get<T>('authorization', path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer;
};
const role = (name: string): string => roles.get(name)?.roleId ?? name;

async function tell(...messages: readonly ReturnType<typeof personMessage>[]): Promise<void> {
  await service.service.app.get<MessageBus>(BUS).publish(messages);
  await service.service.quiet();
}
const person = (told: PersonTold) => personMessage(told, `message-${told.personId}-${told.version}`);

beforeAll(async () => {
  service = await startTestService(AuthorizationModule);
  await tell(siteMessage({}, 'site-1'), siteMessage({ siteId: 'mumbai', accessModel: 'multi-role' }, 'site-2'));
  const answer = await get<{ roles: readonly RoleFacet[] }>(`${sites}/montreal/roles`);
  roles = new Map(answer.body.roles.map((one) => [one.name, one]));
  const requestedRoleId = role('Admin');
  await tell(
    person({ personId: 'ada', happened: 'created', version: 0, requestedRoleId }),
    person({ personId: 'ada', happened: 'activated', version: 1, requestedRoleId }),
    person({ personId: 'zoe', happened: 'created', version: 0 }),
  );
});
afterAll(() => service.stop());

describe('roles over HTTP', () => {
  test('AUT-03 AUT-64 a site opens with the roles of its mode; newcomers’ role is marked', () => {
    expect([...roles.keys()]).toEqual(['Admin', 'Artist', 'Artist (Cut Publisher)', 'Manager', 'Vendor']);
    expect([...roles.values()].filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['Artist']);
  });

  test('AUT-12 AUT-43 a role is made, saved with If-Match, and switched off', async () => {
    const body = { name: 'Supervisor', description: 'Looks', template: 'Manager' };
    const created = await service.client.post<{ roleId: string }>('authorization', `${sites}/montreal/roles`, {
      body,
      ...act(),
    });
    expect(created).toMatchObject({ ok: true, status: 201, etag: 0n });
    const path = `${sites}/montreal/roles/${created.ok ? created.body.roleId : ''}`;
    const changes = { changes: [{ path: 'entity/Person/create', to: true }] };
    const save = (expected?: bigint) =>
      service.client.patch('authorization', `${path}/permissions`, { body: changes, ...act(expected) });
    expect(await save()).toMatchObject({ status: 428 });
    expect(await save(0n)).toMatchObject({ ok: true, etag: 1n });
    const { body: all } = await get<{ roles: readonly object[] }>(`${sites}/montreal/roles`);
    expect(all.roles).toContainEqual(expect.objectContaining({ name: 'Supervisor', version: '1' }));
    expect(await save(0n)).toMatchObject({ status: 412, rejection: { rejected: 'stale-version' } });
    expect(await service.client.post('authorization', `${path}/disable`, act())).toMatchObject({ status: 204 });
    expect((await get<RoleFacet>(path)).body).toMatchObject({
      enabled: false,
      permissions: { 'entity/Person/create': true },
    });
  });

  test('G12 a role or person of another site is not found', async () => {
    const foreign = [`roles/${role('Admin')}`, 'people/zoe/assignments'];
    for (const path of foreign) {
      const answer = await service.client.get('authorization', `${sites}/mumbai/${path}`);
      expect(answer).toMatchObject({ status: 404, rejection: { rejected: 'not-found' } });
    }
  });
});

describe('assignments over HTTP', () => {
  const path = `${sites}/montreal/people/zoe/assignments`;
  const put = (roleId: string, expected?: bigint, personId = 'zoe') =>
    service.client.put('authorization', `${sites}/montreal/people/${personId}/assignments`, {
      body: { assignments: [{ roleId, scope: { allOpen: false, projectIds: [] } }] },
      ...act(expected),
    });

  test('STO-5 AUT-67 the first role is there; a save replaces it and tells who did it', async () => {
    const before = await get<AssignmentsFacet>(path);
    expect(before.body.assignments).toMatchObject([{ roleId: role('Artist') }]);
    expect(await put(role('Manager'))).toMatchObject({ status: 428 });
    const saved = await put(role('Manager'), before.etag);
    expect(saved).toMatchObject({ ok: true, token: [{ kind: 'assignments', key: 'zoe', version: 2n }] });
    const after = await get<AssignmentsFacet>(path);
    expect(after.body.assignments).toMatchObject([{ roleId: role('Manager'), mark: { by: context.actor } }]);
    expect(after.etag).toBe(2n);
    expect(await put(role('Vendor'), before.etag)).toMatchObject({ status: 412 });
  });

  test('AUT-75 the last Admin is kept at both doors', async () => {
    expect(await put(role('Artist'), 0n, 'ada')).toMatchObject({ status: 409, rejection: { rejected: 'last-admin' } });
    const reserve = (personId: string, body?: object) =>
      service.client.post('authorization', `${sites}/montreal/people/${personId}/reserve-admin-removal`, {
        ...(body && { body }),
        ...act(),
      });
    expect(await reserve('ada')).toMatchObject({ status: 409, rejection: { rejected: 'last-admin' } });
    expect(await reserve('zoe')).toMatchObject({ status: 204 });
    expect(await reserve('zoe', { personVersion: 0 })).toMatchObject({ status: 204 });
    expect((await get(`${sites}/montreal/admins`)).body).toEqual({ personIds: ['ada'] });
  });
});

test('DGN-02 everybody’s roles of a site are exported as lines, by person', async () => {
  await service.service.quiet();
  const path = '/internal/v1/exports/assignments';
  const lines = (site: string) =>
    Array.fromAsync(readExport<AssignmentsFacet>(service.client, 'authorization', path, { query: { site } }));
  expect((await lines('montreal')).map(({ personId }) => personId)).toEqual(['ada', 'zoe']);
  expect(await lines('mumbai')).toEqual([]);
});
