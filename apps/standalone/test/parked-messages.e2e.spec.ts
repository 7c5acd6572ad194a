import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { EventStore } from '@rollcall/event-sourcing';
import { EVENT_STORE, type ParkedMessageEvent } from '@rollcall/service-kit';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { linkIn, mailsTo } from './harness/mailbox-of.js';
import { parkingBus } from './harness/parking-bus.js';
import { type Json, PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { admin } from './harness/test-site.js';
import { until } from './harness/until.js';

const password = 'quiet rivers carry nine paper boats';
const list = '/admin/parked-messages';
const bus = parkingBus();
let installation: RunningStandalone;
let site: string;
let bystander: PublicDoor;

beforeAll(async () => {
  installation = await runStandalone({ open: bus.open });
  site = `/sites/${installation.siteId}`;
  bystander = await PublicDoor.signedIn(installation.door.url, admin.email, admin.password);
}, 60_000);
afterEach(bus.mend);
afterAll(() => installation.end(), 30_000);

async function create(login: string, role = 'Artist'): Promise<string> {
  const { asAdmin } = installation;
  const { items } = await asAdmin.must('GET', `${site}/roles`);
  const roleId = items.find(({ name }: Json) => name === role).id;
  const body = { firstName: login, lastName: 'Test', login, email: `${login}@people.example`, roleId };
  return (await asAdmin.must('POST', `${site}/people`, { body })).id;
}
/** As somebody sees it who waits for no change of their own. */
const read = (id: string): Promise<Json> => bystander.must('GET', `${site}/people/${id}`);

/** Another login; every other service hears of it. */
async function rename(id: string, login: string): Promise<void> {
  const headers = { 'if-match': (await read(id)).etag };
  await installation.asAdmin.must('PATCH', `${site}/people/${id}`, { body: { login }, headers });
  await installation.quiet();
}
const heldUp = async (): Promise<Json[]> => (await installation.asAdmin.must('GET', list)).items;

/** What stands in a service's log about orders, with who gave them. */
async function recorded(service: string) {
  const { services, gateway } = installation.standalone;
  const { app } = [...services, gateway].find(({ name }) => name === service)!;
  const events = [];
  const read = new AbortController();
  const types = ['RedriveOrdered', 'DiscardOrdered', 'OrderCarriedOut'] as const;
  const log = app.get<EventStore>(EVENT_STORE);
  for await (const entry of log.follow<ParkedMessageEvent>({ after: 'start', types, signal: read.signal })) {
    if (entry.kind === 'caught-up') break;
    if (entry.kind === 'event') events.push(entry.event);
  }
  read.abort();
  return events;
}

/** A person whose activation identity cannot handle; `renames` later messages about them wait behind it. */
async function stuckPerson(login: string, renames: number): Promise<string> {
  bus.park((group, { type }) => group === 'identity' && type.includes('activation-requested'));
  const id = await create(login);
  await installation.quiet();
  for (let number = 1; number <= renames; number++) await rename(id, `${login}.${number}`);
  return id;
}

test('KRN-11 a person whose activation is parked is activated by a redrive, in order, once the cause is mended', async () => {
  const { asAdmin, quiet } = installation;
  const id = await stuckPerson('rita', 2);
  const [stuck, ...more] = await heldUp();
  expect(more).toEqual([]);
  expect(stuck).toMatchObject({
    ...{ service: 'identity', group: 'identity', topic: 'rollcall.directory.v1', key: id },
    ...{ type: expect.stringContaining('activation-requested'), place: 'cause', waiting: 2 },
    ...{ reason: 'cannot be handled', parkedAt: expect.any(String) },
  });
  expect(JSON.stringify(stuck)).not.toMatch(/rita|Test/);
  expect((await read(id)).activation.state).toBe('activating');

  bus.mend();
  const body = { reason: 'mended' };
  expect(await asAdmin.post(`${list}/${stuck.id}/redrive`, { body, key: 'once' })).toMatchObject({ status: 204 });
  await quiet();
  expect(await heldUp()).toEqual([]);
  expect(await read(id)).toMatchObject({ activation: { state: 'active' }, login: 'rita.2' });

  const { accountId } = await asAdmin.must('GET', '/me');
  const record = await recorded('identity');
  expect(record).toMatchObject([
    {
      type: 'RedriveOrdered',
      data: { message: { key: id, type: stuck.type, group: 'identity' }, reason: 'mended' },
      metadata: { actor: { kind: 'user', id: accountId }, occurredAt: expect.any(Date) },
    },
    { type: 'OrderCarriedOut', data: { order: record[0]!.metadata.commandId } },
  ]);
  // Sent again under its key, and again by somebody who has lost the answer.
  expect((await asAdmin.post(`${list}/${stuck.id}/redrive`, { body, key: 'once' })).status).toBe(204);
  expect((await asAdmin.post(`${list}/${stuck.id}/redrive`, { body, key: 'twice' })).status).toBe(404);
  expect(await recorded('identity')).toHaveLength(2);
}, 60_000);

test('KRN-11 a discard lets those behind go on', async () => {
  const { asAdmin } = installation;
  const id = await stuckPerson('dora', 1);
  const [stuck] = await heldUp();
  expect((await asAdmin.post(`${list}/${stuck.id}/discard`)).status).toBe(400);
  expect(await heldUp()).toEqual([stuck]);
  const body = { reason: 'asked for by mistake' };
  expect(await asAdmin.post(`${list}/${stuck.id}/discard`, { body })).toMatchObject({ status: 204 });
  expect(await heldUp()).toEqual([]);
  expect(await recorded('identity')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        type: 'DiscardOrdered',
        data: expect.objectContaining({ message: expect.objectContaining({ key: id }), ...body }),
      }),
    ]),
  );
}, 60_000);

test('KRN-11 what no group can read is told once for each of them, the gateway’s own included, and discarded there', async () => {
  const { asAdmin, dataDir, quiet, standalone } = installation;
  const id = await create('ulla');
  await quiet();
  plantUnreadable(dataDir, id);
  await quiet();
  await rename(id, 'later');
  const items = await heldUp();
  const parked = (await standalone.engines.shared.bus.parked.list()).filter(({ place }) => place === 'cause');
  expect(items.map(({ group }) => group).sort()).toEqual(parked.map(({ group }) => group).sort());
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  const services = new Set(items.map(({ service }) => service));
  expect([...services].sort()).toEqual(['admin-gateway', 'authorization', 'directory', 'identity', 'licensing']);
  expect((await read(id)).login).toBe('ulla');

  for (const { id: message } of items) {
    expect((await asAdmin.post(`${list}/${message}/discard`, { body: { reason: 'noise' } })).status).toBe(204);
  }
  await quiet();
  expect(await heldUp()).toEqual([]);
  expect((await read(id)).login).toBe('later');
  const own = items.filter(({ service }) => service === 'admin-gateway');
  expect((await recorded('admin-gateway')).filter(({ type }) => type === 'DiscardOrdered')).toHaveLength(own.length);
}, 60_000);

/** Puts something unreadable on the topic behind the newest message of a key. */
function plantUnreadable(dataDir: string, key: string): void {
  const database = new DatabaseSync(join(dataDir, 'bus', 'bus.sqlite'), { timeout: 10_000 });
  database
    .prepare(
      `INSERT INTO message (topic, partition, key, headers, value) SELECT topic, partition, key, headers, '{' FROM message
       WHERE key = ? AND topic = 'rollcall.directory.v1' ORDER BY position DESC LIMIT 1`,
    )
    .run(key);
  database.close();
}

test('KRN-11 an invited Admin of the site is not the operator', async () => {
  const { door, quiet } = installation;
  await create('vera', 'Admin');
  const mail = await until('a mail comes', async () => {
    await quiet();
    return (await mailsTo(door, 'vera@people.example'))[0];
  });
  await door.must('POST', '/invitations/accept', { body: { ...linkIn(mail), password } });
  await quiet();
  const vera = await PublicDoor.signedIn(door.url, 'vera@people.example', password);
  expect((await vera.get(`${site}/people`)).status).toBe(200);
  expect((await vera.get(list)).status).toBe(403);
  expect((await vera.post(`${list}/identity.1/discard`, { body: { reason: 'x' } })).status).toBe(403);
  expect((await door.get(list)).status).toBe(401);
}, 60_000);
