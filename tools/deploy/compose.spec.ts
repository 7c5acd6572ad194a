import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createSecretFiles, parseUrlTable } from '@rollcall/service-kit';
import { kafkaImage } from '../engines/kafka.js';
import { kurrentImage } from '../engines/kurrentdb.js';
import { mongoImage } from '../engines/mongo.js';
import { root } from '../run-tool.js';
import { accepted } from './accepted.js';
import { type ComposeService, readComposeFile } from './compose-file.js';
import { type Program, services, settingsReadBy, variablesReadBy } from './known-variables.js';

const file = await readComposeFile();
const engines = ['kurrentdb', 'kafka', 'mongodb'];
const programs: readonly Program[] = [...services, 'bootstrap', 'sync-diagnostics'];
const service = (name: string): ComposeService => file.services[name]!;
const environmentOf = (name: string) => service(name).environment ?? {};
const published = Object.entries(file.services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));

test('every deployable is there, and nothing that nobody knows', () => {
  const others = [...engines, 'mailpit', 'secrets', 'proxy'];
  expect(Object.keys(file.services).toSorted()).toEqual([...programs, ...others].toSorted());
});

describe.each(programs)('%s', (program) => {
  test('is given only variables that it reads', () => {
    const read = variablesReadBy(program);
    expect(Object.keys(environmentOf(program)).filter((name) => !read.has(name))).toEqual([]);
  });

  test('would start with them', async () => {
    const given = Object.fromEntries(
      Object.entries(environmentOf(program)).map(([name, value]) => [name, value.replace(/^\$\{\w+:-(.*)\}$/, '$1')]),
    );
    const engine = program === 'sync-diagnostics' ? 'embedded' : 'production';
    expect(await accepted(program, given)).toMatchObject({ engines: engine });
  });

  test('holds no secret: those are mounted, or name nobody, or come from whoever calls', () => {
    const secrets = settingsReadBy(program).filter(({ secret }) => secret);
    const values = secrets.flatMap(({ env }) => environmentOf(program)[env] ?? []);
    expect(values.filter((value) => value.includes('@') || !/^(\w+:\/\/|\$\{\w+:-\}$)/.test(value))).toEqual([]);
  });

  test('is nobody special and writes nowhere but to its own folders', () => {
    expect(service(program)).toMatchObject({
      ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
    });
    expect(service(program)).not.toHaveProperty('user');
  });
});

test('the files of secrets are those that init-secrets writes', async () => {
  const [command, option, folder = ''] = service('secrets').command ?? [];
  expect([command, option]).toEqual(['init-secrets', '--dir']);
  const place = mkdtempSync(join(tmpdir(), 'rollcall-compose-'));
  try {
    const { files } = await createSecretFiles(join(place, 'made'));
    const made = files.map(({ variable, path }) => [variable, join(folder, basename(path))]);
    const named = Object.entries(environmentOf('identity')).filter(([name]) => name.endsWith('_FILE'));
    expect(new Map(named)).toEqual(new Map(made as [string, string][]));
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('services are where the others look for them, and are well when that port says so', () => {
  for (const [name, url] of services.flatMap((one) =>
    Object.entries(parseUrlTable(environmentOf(one)['ROLLCALL_SERVICE_URLS']!)),
  )) {
    const { ROLLCALL_PORT: port, ROLLCALL_HOST: host } = environmentOf(name);
    expect({ url, host }).toEqual({ url: `http://${name}:${port}`, host: '0.0.0.0' });
    expect(service(name).build?.args.APP).toBe(name);
    expect(service(name).healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${port}/health/ready`);
  }
});

test('the proxy passes on to the gateway, and is what people type', async () => {
  const caddyfile = await readFile(join(root, 'deploy/compose/Caddyfile'), 'utf8');
  const { ROLLCALL_PUBLIC_URL: url = '', ROLLCALL_PORT: port } = environmentOf('admin-gateway');
  expect(caddyfile).toContain(`\n${url} {\n`);
  expect(caddyfile).toContain(`reverse_proxy admin-gateway:${port}\n`);
  expect(service('proxy').ports).toEqual([`127.0.0.1:${new URL(url).port}:${new URL(url).port}`]);
});

test('what is not encrypted stays on a network without a way in or out', () => {
  expect(file.networks).toMatchObject({ private: { internal: true }, entrance: { internal: true } });
  const open = Object.entries(file.services).filter(([, { networks = [] }]) => networks.includes('outside'));
  expect(open.map(([name]) => name)).toEqual(['mailpit', 'proxy']);
  expect(published).toEqual([
    ['mailpit', '127.0.0.1:8025:8025'],
    ['proxy', '127.0.0.1:4443:4443'],
  ]);
  for (const name of engines) expect(service(name).networks).toEqual(['private']);
  expect(service('proxy').networks).not.toContain('private');
});

test('engines are those that the engine tests run on; every image says which', () => {
  expect(engines.map((name) => service(name).image)).toEqual([kurrentImage, kafkaImage, mongoImage]);
  const fetched = Object.values(file.services).filter(({ build }) => !build);
  expect(fetched.filter(({ image }) => !/:v?\d+(\.\d+)*$/.test(image))).toEqual([]);
});

test('nothing starts before what it needs is well', () => {
  for (const name of services) {
    const { depends_on: needs = {} } = service(name);
    expect(needs).toMatchObject({
      ...Object.fromEntries([...engines, 'mailpit'].map((engine) => [engine, { condition: 'service_healthy' }])),
      bootstrap: { condition: 'service_completed_successfully' },
    });
  }
  const conditions = Object.values(file.services).flatMap(({ depends_on: needs = {} }) => Object.entries(needs));
  const waited = conditions.filter(([, { condition }]) => condition === 'service_healthy').map(([name]) => name);
  expect([...new Set(waited)].filter((name) => !service(name).healthcheck)).toEqual([]);
});

test('what is kept lies on volumes that are declared', () => {
  const mounted = Object.values(file.services).flatMap(({ volumes = [] }) => volumes.map((one) => one.split(':')[0]!));
  const named = mounted.filter((name) => !name.startsWith('.'));
  expect([...new Set(named)].toSorted()).toEqual(Object.keys(file.volumes).toSorted());
});
