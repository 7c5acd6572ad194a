import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  importFacet,
  linkFacet,
  personFacet,
  projectFacet,
  roleFacet,
  runFacet,
  sessionFacet,
} from '@rollcall/contracts';
import { GatewayWorld } from './gateway-world.js';
import { eventsOf, type ServerEvents } from './server-events.js';
import { join, personState, roleState, sessionState, tellStudio, then, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
});
afterAll(() => world.stop());

const streamOf = (name: string, headers = {}, path?: string): Promise<ServerEvents> =>
  eventsOf(world.gateway.url, { authorization: `Bearer ${tokenOf(name)}`, ...headers }, path);
/** Goes on until the stream tells of a change: topics have partitions, so others may come first. */
async function hears(stream: ServerEvents | undefined, change: object): Promise<void> {
  for (;;) {
    const told = await stream?.until('change');
    if (told?.data.changes.some((one: object) => JSON.stringify(one) === JSON.stringify(change))) return;
  }
}
const project = (projectId: string) => ({
  ...{
    projectId,
    siteId: 'montreal',
    name: projectId,
    private: false,
    archived: false,
    template: false,
    createdAt: then,
  },
});

test('each caller hears what they may see, and nothing else', async () => {
  const [ada, zoe, mia] = await Promise.all(['ada', 'zoe', 'mia'].map((name) => streamOf(name)));
  for (const stream of [ada, zoe, mia]) expect(await stream?.next()).toMatchObject({ event: 'ready' });
  await world.tell(personFacet, 'newcomer', personState('newcomer', 'montreal'));
  await world.tell(projectFacet, 'ember', project('ember'));
  await world.settled();
  await world.tell(projectFacet, 'nightjar', project('nightjar'));
  await hears(ada, { kind: 'person', siteId: 'montreal', id: 'newcomer' });
  // She hears of her own project at once: neither the newcomer nor Ember came before it.
  expect((await zoe?.until('change'))?.data.changes).toEqual([{ kind: 'project', siteId: 'montreal', id: 'nightjar' }]);
  await world.tell(personFacet, 'monsoon-person', personState('monsoon-person', 'mumbai'));
  expect((await mia?.until('change'))?.data.changes).toEqual([
    { kind: 'person', siteId: 'mumbai', id: 'monsoon-person' },
  ]);
  for (const stream of [ada, zoe, mia]) stream?.leave();
});

test('a stream resumes after the last event that was heard', async () => {
  const first = await streamOf('ada');
  const ready = await first.next();
  first.leave();
  await world.tell(personFacet, 'missed', personState('missed', 'montreal'));
  await world.settled();
  const second = await streamOf('ada', { 'last-event-id': ready?.id });
  expect((await second.until('change')).data.changes).toContainEqual({
    kind: 'person',
    siteId: 'montreal',
    id: 'missed',
  });
  second.leave();
});

test.each(['another-epoch.3', 'nonsense', '', '999'])('an event nobody keeps (%s) resets the reader', async (id) => {
  const stream = await streamOf('ada', { 'last-event-id': id });
  expect(await stream.until('reset')).toMatchObject({ data: {} });
  stream.leave();
});

test('an operation tells its progress and ends with it', async () => {
  const counts = { rows: 2, good: 2, bad: 0, applied: 0, refused: 0 };
  const state = { importId: 'import-1', siteId: 'montreal', state: 'running', counts };
  await world.tell(importFacet, 'import-1', state);
  await world.settled();
  const path = '/api/v1/operations/import-1/events';
  expect((await streamOf('zoe', {}, path)).status).toBe(404);
  const stream = await streamOf('ada', {}, path);
  expect(await stream.next()).toMatchObject({ data: { kind: 'import', settled: false, counts: { applied: 0 } } });
  await world.tell(importFacet, 'import-1', { ...state, state: 'finished', counts: { ...counts, applied: 2 } });
  expect(await stream.next()).toMatchObject({ data: { settled: true, counts: { applied: 2 } } });
  expect(await stream.next()).toBeUndefined();
});

test('an operation where nothing happens ends for a session that has expired', async () => {
  const counts = { rows: 2, good: 2, bad: 0, applied: 0, refused: 0 };
  await world.tell(importFacet, 'quiet', { importId: 'quiet', siteId: 'montreal', state: 'running', counts });
  await join(world, 'eve', 'montreal', 'admin-montreal');
  const session = sessionState('eve');
  await world.tell(sessionFacet, session.sessionId, {
    ...session,
    expiresAt: new Date(Date.now() + 2_000).toISOString(),
  });
  await world.settled();
  const stream = await streamOf('eve', {}, '/api/v1/operations/quiet/events');
  expect(await stream.next()).toMatchObject({ event: 'operation' });
  expect(await stream.next()).toMatchObject({ event: 'end' });
}, 20_000);

describe('an operation', () => {
  const counts = { rows: 2, good: 2, bad: 0, applied: 0, refused: 0 };
  const figures = { analysed: 0, people: 0, found: 0, overrides: 0, resolved: 0, unresolved: 0, startedAt: then };
  const by = (name: string) => ({ siteId: 'montreal', startedBy: { kind: 'user', id: `account-${name}` } });
  const importBy = (importId: string, name: string) =>
    world.tell(importFacet, importId, { importId, state: 'running', counts, ...by(name) });
  const runBy = (runId: string, name: string) =>
    world.tell(runFacet, runId, { runId, state: 'analysing', ...figures, ...by(name) });

  /** What each route of an operation answers to somebody. */
  const statuses = async (name: string, id: string) => {
    const at = (path: string, method = 'GET') =>
      world.ask(`/api/v1/operations/${id}${path}`, { as: tokenOf(name), method });
    const stream = await streamOf(name, {}, `/api/v1/operations/${id}/events`);
    stream.leave();
    return [(await at('')).status, stream.status, (await at('/cancel', 'POST')).status];
  };
  const open = [200, 200, 202];
  const closed = [404, 404, 404];

  beforeAll(async () => {
    const hr = { 'entity/Person/see': true, 'entity/Person/create': true };
    await world.tell(roleFacet, 'hr-montreal', roleState('hr-montreal', 'montreal', 'HR', hr));
    await join(world, 'hana', 'montreal', 'hr-montreal');
    for (const [service, kind] of [
      ['directory', 'imports'],
      ['licensing', 'diagnostic-runs'],
    ] as const)
      for (const id of ['of-zoe', 'of-ada', 'of-max'])
        world.services.on(service, `POST /sites/montreal/${kind}/${id}-${kind}/cancel`, () => ({ status: 204 }));
    for (const name of ['zoe', 'ada', 'max']) {
      await importBy(`of-${name}-imports`, name);
      await runBy(`of-${name}-diagnostic-runs`, name);
    }
    await world.settled();
  });

  test.each(['imports', 'diagnostic-runs'])(
    'of %s is its author’s, whatever their role allows, an Admin’s, and nobody else’s',
    async (kind) => {
      expect(await statuses('zoe', `of-zoe-${kind}`)).toEqual(open);
      expect(await statuses('ada', `of-zoe-${kind}`)).toEqual(open);
      // Hana may create people, which is not enough; Mia is Admin of another site.
      for (const name of ['hana', 'kit', 'mia']) expect(await statuses(name, `of-zoe-${kind}`)).toEqual(closed);
      expect(await statuses('zoe', `of-ada-${kind}`)).toEqual(closed);
    },
  );

  test('STO-8 of somebody who is disabled on its site is theirs no more, though they are active elsewhere', async () => {
    await join(world, 'max', 'montreal', 'admin-montreal');
    const elsewhere = { personId: 'max-mumbai', siteId: 'mumbai', teamId: 'team', accountId: 'account-max' };
    await world.tell(linkFacet, 'max-mumbai', { ...elsewhere, attempt: 1, status: 'Created' });
    await world.tell(personFacet, 'max-mumbai', personState('max-mumbai', 'mumbai', { accountId: 'account-max' }));
    await world.settled();
    expect(await statuses('max', 'of-max-imports')).toEqual(open);
    await world.tell(personFacet, 'max', personState('max', 'montreal', { status: 'disabled' }));
    await world.settled();
    expect((await world.ask('/api/v1/me', { as: tokenOf('max') })).status).toBe(200);
    expect(await statuses('max', 'of-max-imports')).toEqual(closed);
    expect(await statuses('max', 'of-ada-diagnostic-runs')).toEqual(closed);
  });
});
