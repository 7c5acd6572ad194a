import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildStandalone } from './harness/child-standalone.js';
import { freePort } from './harness/free-port.js';
import { PublicDoor } from './harness/public-door.js';
import { admin } from './harness/test-site.js';
import { until } from './harness/until.js';

let folder: string;
let environment: Readonly<Record<string, string>>;
let first: ChildStandalone;
const started: ChildStandalone[] = [];

function start(more: Readonly<Record<string, string>> = {}): ChildStandalone {
  const child = new ChildStandalone({ ...environment, ...more });
  started.push(child);
  return child;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-lifecycle-'));
  environment = {
    ROLLCALL_DATA_DIR: join(folder, 'data'),
    ROLLCALL_PORT: String(await freePort()),
    ROLLCALL_EXAMPLE: 'none',
    ROLLCALL_ADMIN_EMAIL: admin.email,
    ROLLCALL_ADMIN_PASSWORD: admin.password,
  };
  first = start();
  await first.ready();
}, 150_000);
afterAll(async () => {
  for (const child of started) await child.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test('the first start ends with a box: where it is, who signs in; a preset password is not shown', () => {
  expect(first.output).toContain(`Rollcall is at      ${first.url}`);
  expect(first.output).toContain(`${first.url}/mailbox`);
  expect(first.output).toContain(admin.email);
  expect(first.output).not.toContain(admin.password);
  expect(first.output).not.toContain('"level"');
});

test('the figures of every service stand at the one public door', async () => {
  const text = await (await fetch(`${first.url}/metrics`)).text();
  const services = new Set(
    [...text.matchAll(/rollcall_parked\{group="[^"]+",service="([^"]+)"\} 0/g)].map(([, one]) => one),
  );
  expect(services).toEqual(new Set(['admin-gateway', 'authorization', 'directory', 'identity', 'licensing']));
  expect(text.match(/# TYPE rollcall_parked gauge/g)).toHaveLength(1);
});

test('a second process on the same folder ends with one sentence that names the first one', async () => {
  const second = start({ ROLLCALL_PORT: String(await freePort()) });
  expect(await second.exited()).toBe(1);
  expect(second.output).toContain(`in use by process ${first.pid}`);
  expect(second.output).not.toContain('    at ');
}, 60_000);

test('an occupied port ends with one sentence and the fix', async () => {
  const second = start({ ROLLCALL_DATA_DIR: join(folder, 'other'), ROLLCALL_LOG_LEVEL: 'debug' });
  expect(await second.exited()).toBe(1);
  expect(second.output).toContain(`Port ${environment['ROLLCALL_PORT']} of 127.0.0.1 is taken`);
  expect(second.output).toContain('ROLLCALL_PORT');
  expect(second.output).toContain('"level":20');
  expect(second.output).not.toContain('    at ');
}, 60_000);

test('nobody else on the machine can read the data folder, its secrets or the token', async () => {
  const data = environment['ROLLCALL_DATA_DIR']!;
  for (const path of ['', 'keys.sqlite', 'token']) {
    expect([path, (await stat(join(data, path))).mode & 0o077]).toEqual([path, 0]);
  }
});

test('stopped and started again, sessions and rows are what they were', async () => {
  const asAdmin = await PublicDoor.signedIn(first.url, admin.email, admin.password);
  const { sites } = await asAdmin.must('GET', '/me');
  const people = `/sites/${sites[0].siteId}/people`;
  const body = { firstName: 'Zoe', lastName: 'Test', login: 'zoe', email: 'zoe@people.example', status: 'disabled' };
  await asAdmin.must('POST', people, { body });
  const before = await until('Zoe has the first role', async () => {
    const list = await asAdmin.must('GET', people);
    return list.items.every(({ roles }: { roles: unknown[] }) => roles.length === 1) && list;
  });
  const asked = Date.now();
  expect(await first.stop()).toBe(0);
  expect(Date.now() - asked).toBeLessThan(20_000);
  const again = start();
  await again.ready();
  expect(await asAdmin.must('GET', people)).toEqual(before);
  expect(again.output).not.toContain('password');
  expect(again.output).not.toContain('Sign in as');
  expect(await again.stop('SIGINT')).toBe(0);
}, 120_000);
