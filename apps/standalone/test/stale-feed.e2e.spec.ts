import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServiceClient } from '@rollcall/service-kit';
import { eventsOf, type EventStream } from './harness/event-stream.js';
import { type Halted, haltingBus } from './harness/halting-bus.js';
import { linkIn, mailsTo } from './harness/mailbox-of.js';
import { PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { createShiftedClock } from './harness/shifted-clock.js';
import { admin } from './harness/test-site.js';
import { until } from './harness/until.js';

const password = 'quiet rivers carry nine paper boats';

describe.each<Halted>(['publishing', 'delivery'])('while %s on the bus stands still', (what) => {
  const bus = haltingBus();
  const clock = createShiftedClock();
  let installation: RunningStandalone;
  let site: string;
  let noor: PublicDoor;
  let una: Readonly<{ path: string; door: PublicDoor; stream: EventStream }>;

  beforeAll(async () => {
    installation = await runStandalone({ clock, open: bus.open });
    site = `/sites/${installation.siteId}`;
    const path = await create('una');
    const door = await enter('una@people.example');
    expect((await door.get(site)).status).toBe(200);
    await create('noor');
    noor = await enter('noor@people.example');
    una = { path, door, stream: await eventsOf(installation.door.url, door.authorization) };
  }, 60_000);
  afterAll(async () => {
    bus.goOn();
    await installation.end();
  }, 30_000);

  /** Creates an Artist; answers the path of the person. */
  async function create(login: string): Promise<string> {
    const { asAdmin } = installation;
    const { items } = await asAdmin.must('GET', `${site}/roles`);
    const roleId = items.find(({ name }: { name: string }) => name === 'Artist').id;
    const body = { firstName: login, lastName: 'Test', login, email: `${login}@people.example`, roleId };
    return `${site}/people/${(await asAdmin.must('POST', `${site}/people`, { body })).id}`;
  }

  /** Accepts the invitation and signs in. */
  async function enter(email: string): Promise<PublicDoor> {
    const { door } = installation;
    const mail = await until(`a mail comes to ${email}`, async () => (await mailsTo(door, email))[0]);
    await door.must('POST', '/invitations/accept', { body: { ...linkIn(mail), password } });
    await installation.quiet();
    return PublicDoor.signedIn(door.url, email, password);
  }
  const statuses = async (door: PublicDoor, paths: readonly string[]): Promise<readonly number[]> =>
    Promise.all(paths.map(async (path) => (await door.get(path)).status));

  test('STO-8 six seconds later no request of a disabled person passes, and the others work on', async () => {
    // Somebody who waits for no change of their own: what lists show is as old as the feed.
    const bystander = await PublicDoor.signedIn(installation.door.url, admin.email, admin.password);
    bus.halt(what);
    expect((await installation.asAdmin.post(`${una.path}/disable`)).status).toBe(204);
    clock.shift(6_000);
    expect(await statuses(una.door, ['/me', '/sites', site, `${site}/projects`])).toEqual([401, 401, 401, 401]);
    expect((await eventsOf(installation.door.url, una.door.authorization)).status).toBe(401);
    await una.stream.ended;
    expect(await statuses(bystander, ['/me', '/sites', site, `${site}/people`])).toEqual([200, 200, 200, 200]);
  }, 60_000);

  test('STO-8 who signs in meanwhile is let in, too', async () => {
    const newcomer = await PublicDoor.signedIn(installation.door.url, admin.email, admin.password);
    clock.shift(6_000);
    expect(await statuses(newcomer, ['/me', `${site}/people`])).toEqual([200, 200]);
  }, 60_000);

  test('STO-8 LIC-21 who was made team admin meanwhile is one', async () => {
    const path = `/teams/${installation.teamId}/seats`;
    const { accountId } = await noor.must('GET', '/me');
    expect((await noor.get(path)).status).toBe(404);
    const appoint = `/internal/v1/teams/${installation.teamId}/admins/${accountId}`;
    const context = { correlationId: 'appoint', actor: { kind: 'system', id: 'test' } } as const;
    const services = installation.standalone.gateway.app.get(ServiceClient);
    const before = bus.held();
    const appointed = await services.put('licensing', appoint, { body: { rank: 'secondary' }, context });
    expect(appointed.ok).toBe(true);
    // A clock that jumps before licensing has begun to publish would tell it that this happened just now.
    if (what === 'publishing') await until('licensing is about to publish it', async () => bus.held() > before);
    clock.shift(6_000);
    expect((await noor.get(path)).status).toBe(200);
  }, 60_000);

  test('STO-8 503 comes where an owner that has to be asked does not answer', async () => {
    const { standalone } = installation;
    bus.goOn();
    await installation.quiet();
    const bystander = await PublicDoor.signedIn(installation.door.url, admin.email, admin.password);
    const away = (name: string) => standalone.services.find((service) => service.name === name)!;
    await away('licensing').stop();
    clock.shift(6_000);
    expect((await bystander.get(`/teams/${installation.teamId}/seats`)).status).toBe(503);
    expect((await bystander.get(`${site}/people`)).status).toBe(200);
    for (const [name, me] of [
      ['authorization', 200],
      ['identity', 503],
    ] as const) {
      await away(name).stop();
      clock.shift(6_000);
      const answer = await bystander.get(`${site}/people`);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      expect((await bystander.get('/me')).status).toBe(me);
    }
  }, 60_000);
});
