import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importFacet, personFacet, projectFacet, runFacet, sessionFacet } from '@rollcall/contracts';
import { GatewayWorld } from './gateway-world.js';
import { eventsOf, type ServerEvents } from './server-events.js';
import { join, personState, sessionState, tellStudio, then, tokenOf } from './studio.js';

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

test('an operation tells its progress to those who may start one, and ends with it', async () => {
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

test('an operation is its author’s to follow, whatever they may do, and nobody else’s without the right', async () => {
  const counts = { rows: 2, good: 2, bad: 0, applied: 0, refused: 0 };
  const by = (id: string) => ({ startedBy: { kind: 'user', id: `account-${id}` } });
  const figures = { analysed: 0, people: 0, found: 0, overrides: 0, resolved: 0, unresolved: 0, startedAt: then };
  const site = { siteId: 'montreal' };
  await world.tell(importFacet, 'of-zoe', { importId: 'of-zoe', ...site, state: 'running', counts, ...by('zoe') });
  await world.tell(runFacet, 'run-of-zoe', {
    runId: 'run-of-zoe',
    ...site,
    state: 'analysing',
    ...figures,
    ...by('zoe'),
  });
  await world.tell(runFacet, 'run-of-ada', {
    runId: 'run-of-ada',
    ...site,
    state: 'analysing',
    ...figures,
    ...by('ada'),
  });
  await world.settled();
  const status = async (name: string, id: string) =>
    (await world.ask(`/api/v1/operations/${id}`, { as: tokenOf(name) })).status;
  for (const id of ['of-zoe', 'run-of-zoe']) {
    expect([id, await status('zoe', id), await status('ada', id), await status('kit', id)]).toEqual([
      id,
      200,
      200,
      404,
    ]);
  }
  expect([await status('zoe', 'run-of-ada'), await status('mia', 'run-of-ada')]).toEqual([404, 404]);
});
