import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { statusCorrectionRequested } from '@rollcall/contracts';
import { type Envelope, type MessageBus, reject, streamVersion } from '@rollcall/event-sourcing';
import {
  BUS,
  createLogger,
  type Engines,
  loadConfiguration,
  openEngines,
  quietTogether,
  Refused,
  type RunningService,
  Service,
  ServiceClient,
  startService,
} from '@rollcall/service-kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryModule } from '../src/index.js';

/** Whom authorization was asked about, and what happens when it is. */
const asked: { person: string; personVersion: number }[] = [];
let answering: () => Promise<void> | void = () => undefined;

@Controller('internal/v1/sites/:site/people')
class AdminRemoval {
  @Post(':person/reserve-admin-removal')
  @HttpCode(204)
  async reserve(@Param('person') person: string, @Body() body: Record<string, number>): Promise<void> {
    asked.push({ person, personVersion: body['personVersion'] ?? -1 });
    await answering();
  }
}
@Service({ name: 'authorization', controllers: [AdminRemoval] })
class AuthorizationStandIn {}

const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-disabling-'));
let engines: Engines;
let directory: RunningService;
let authorization: RunningService;
let client: ServiceClient;
const context = { correlationId: 'c', actor: { kind: 'user' as const, id: 'ada' } };

beforeAll(async () => {
  const configuration = loadConfiguration({ ROLLCALL_DATA_DIR: dataDir }, {});
  engines = await openEngines(configuration);
  const options = { engines, configuration, host: '127.0.0.1', port: 0, logger: createLogger('silent') };
  directory = await startService(DirectoryModule, options);
  authorization = await startService(AuthorizationStandIn, options);
  const urls = { directory: directory.url, authorization: authorization.url };
  await Promise.all([directory.follow(urls), authorization.follow(urls)]);
  client = directory.app.get(ServiceClient);
  const site = { siteId: 's', teamId: 't', slug: 's', name: 'S', kind: 'trial', accountMode: 'migrated' };
  await post('', { ...site, accessModel: 'single-role' });
});
afterAll(async () => {
  await directory.stop();
  await authorization.stop();
  await engines.close();
  rmSync(dataDir, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  answering = () => undefined;
});

const post = <T>(path: string, body: object = {}) =>
  client.post<T>('directory', `/internal/v1/sites${path}`, { body, context });
async function create(login: string): Promise<string> {
  const person = { firstName: 'A', lastName: 'B', login, email: `${login}@x.example.com` };
  const created = await post<{ personId: string }>('/s/people', person);
  if (!created.ok) throw new Error(created.rejection.rejected);
  return created.body.personId;
}
const disable = (person: string) => post(`/s/people/${person}/disable`);
const lastAdmin = () => {
  throw new Refused(reject('last-admin', 'The last active Admin stays.'));
};
async function correct(personId: string): Promise<void> {
  const message: Envelope = {
    id: `correct-${personId}-${asked.length}`,
    type: statusCorrectionRequested.type,
    source: '/rollcall/licensing',
    topic: 'rollcall.licensing.v1',
    key: 'run',
    data: { runId: 'run', siteId: 's', personId, status: 'disabled' },
    metadata: { causationId: 'run', correlationId: 'run', actor: context.actor, occurredAt: new Date() },
  };
  await directory.app.get<MessageBus>(BUS).publish([message]);
  await quietTogether([directory, authorization]);
}

test('AUT-75 STO-8 authorization reserves the disabling, for the version that is then decided on', async () => {
  const person = await create('one');
  expect(await disable(person)).toMatchObject({ ok: true, status: 204, etag: 2n });
  expect(asked).toEqual([{ person, personVersion: 1 }]);
});

test('AUT-75 the last active Admin is not disabled, by nobody', async () => {
  const person = await create('last');
  answering = lastAdmin;
  expect(await disable(person)).toMatchObject({ status: 409, rejection: { rejected: 'last-admin' } });
  await correct(person);
  expect(asked).toHaveLength(2);
  answering = () => undefined;
  expect(await disable(person)).toMatchObject({ ok: true, etag: 2n });
});

test('DGN-09 AUT-75 a diagnostic run’s correction is reserved as well', async () => {
  const person = await create('corrected');
  await correct(person);
  expect(asked).toEqual([{ person, personVersion: 1 }]);
  expect(await disable(person)).toMatchObject({ rejection: { rejected: 'already-disabled' } });
  expect(asked).toHaveLength(1);
});

test('AUT-75 somebody who changes meanwhile is reserved anew, unless the caller named the version', async () => {
  const person = await create('changing');
  let edits = 0;
  const edit = async (): Promise<void> => {
    if ((edits += 1) > 1) return;
    const path = `/internal/v1/sites/s/people/${person}`;
    await client.patch('directory', path, { body: { login: 'changing.2' }, context });
  };
  answering = edit;
  expect(await disable(person)).toMatchObject({ ok: true, etag: 3n });
  expect(asked.map(({ personVersion }) => personVersion)).toEqual([1, 2]);
  const stale = client.post('directory', `/internal/v1/sites/s/people/${await create('stale')}/disable`, {
    context: { ...context, expected: streamVersion(0) },
  });
  expect(await stale).toMatchObject({ status: 412, rejection: { rejected: 'stale-version' } });
});
