import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createLogger,
  type Engines,
  loadConfiguration,
  openEngines,
  quietTogether,
  type RunningService,
  startService,
} from '../src/index.js';
import { ExampleModule } from './example/example.module.js';
import { FrontModule } from './example/front.module.js';

const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-two-'));
let engines: Engines;
let example: RunningService;
let front: RunningService;

beforeAll(async () => {
  const configuration = loadConfiguration({ ROLLCALL_DATA_DIR: dataDir }, {});
  engines = await openEngines(configuration);
  const options = { engines, configuration, host: '127.0.0.1', port: 0, logger: createLogger('silent') };
  example = await startService(ExampleModule, options);
  front = await startService(FrontModule, options);
  const urls = { example: example.url, front: front.url };
  await Promise.all([example.follow(urls), front.follow(urls)]);
});
afterAll(async () => {
  await front.stop();
  await example.stop();
  await engines.close();
  rmSync(dataDir, { recursive: true });
});

const put = (id: string, body: object = { name: 'R', seats: 2 }, headers: Record<string, string> = {}) =>
  fetch(`${front.url}/front/rooms/${id}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('two services in one process', () => {
  test('one asks the other under its own token, and reads what the other publishes', async () => {
    const response = await put('a');
    expect(response.status).toBe(201);
    expect(response.headers.get('consistency-token')).toBe('example/room/a@0');
    await quietTogether([example, front]);
    const row = await fetch(`${front.url}/front/rooms/a`);
    expect(await row.json()).toEqual({ id: 'a', name: 'R', free: 2 });
  });

  test('a refusal passes on with its code', async () => {
    await put('b');
    const again = await put('b');
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: 'room-already-open' });
  });

  test('the edge believes none of the headers that services send each other', async () => {
    const forged = { 'rollcall-actor': 'user:root', 'rollcall-correlation-id': 'forged' };
    const response = await fetch(`${front.url}/front/whoami`, { headers: forged });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'session-ended' });
    expect(response.headers.get('rollcall-correlation-id')).not.toBe('forged');
  });

  test('the OpenAPI document is served at the edge', async () => {
    const document = await (await fetch(`${front.url}/api/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/front/rooms/{room}': {} } });
    expect((await fetch(`${front.url}/api/docs`)).status).toBe(200);
  });

  test('a service that has gone is a 503 to come back to, and an open stream does not hold up the stop', async () => {
    const stream = await fetch(`${front.url}/front/events`);
    const ended = stream.text();
    await example.stop();
    const response = await put('c');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    await front.stop();
    expect(await ended).toBe(':hello\n\n');
  });
});
