import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebAppController } from '../src/web-app/web-app.controller.js';
import { GatewayWorld } from './gateway-world.js';
import { tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
const folder = mkdtempSync(join(tmpdir(), 'rollcall-web-app-'));
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Rollcall</title>');
  writeFileSync(join(folder, 'assets/app-1.js'), 'export {};');
  world = await GatewayWorld.start();
  await tellStudio(world);
  Object.assign(world.gateway.app.get(WebAppController), { folder });
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

describe('the web app', () => {
  test.each(['/', '/sites/montreal/people', '/accept'])('its page stands at %s', async (path) => {
    const { status, headers, body } = await world.ask(path);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(body).toMatch('<title>Rollcall');
  });

  test('its files are kept by browsers, since their names change with their content', async () => {
    const { status, headers } = await world.ask('/assets/app-1.js');
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await world.ask('/assets/app-2.js')).status).toBe(404);
  });

  test.each([
    '/api/nowhere',
    '/api/v1/nowhere',
    '/%2e%2e/%2e%2e/etc/passwd.txt',
    '/..%2f..%2fpackage.json',
    '/%E0%A4%A',
  ])('%s is not its page', async (path) => {
    expect([400, 404]).toContain((await world.ask(path)).status);
  });
});

test('the document and its page are served from here', async () => {
  expect((await world.ask('/api/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
  expect((await world.ask('/api/docs')).status).toBe(200);
});

test('the document’s page may use its own styles, and no page any others', async () => {
  const { headers, body } = await world.ask('/api/docs');
  const policy = headers.get('content-security-policy') ?? '';
  const styles = [...String(body).matchAll(/<style>([\s\S]*?)<\/style>|\sstyle="([^"]*)"/g)];
  expect(styles.length).toBeGreaterThan(1);
  for (const [, element, attribute] of styles) {
    const hash = createHash('sha256')
      .update(element ?? attribute ?? '')
      .digest('base64');
    expect(policy).toContain(`'sha256-${hash}'`);
  }
  expect(policy).not.toContain('unsafe-inline');
  expect((await world.ask('/')).headers.get('content-security-policy')).not.toContain('style-src');
});

test('the mailbox is open to whoever sits at this machine, and to an Admin from elsewhere', async () => {
  expect(await world.ask('/api/v1/mailbox/messages')).toMatchObject({ status: 200, body: { items: [] } });
  const from = { 'x-forwarded-for': '203.0.113.9' };
  expect((await world.ask('/api/v1/mailbox/messages', { headers: from })).status).toBe(404);
  expect((await world.ask('/api/v1/mailbox/messages', { headers: from, as: tokenOf('zoe') })).status).toBe(404);
  expect((await world.ask('/api/v1/mailbox/messages', { headers: from, as: tokenOf('ada') })).status).toBe(200);
});

test('behind a proxy that tells nothing of itself the mailbox is open to nobody but an Admin', async () => {
  const published = await GatewayWorld.start({ ROLLCALL_PUBLIC_URL: 'https://rollcall.studio.example' });
  try {
    await tellStudio(published);
    expect((await published.ask('/api/v1/mailbox/messages')).status).toBe(404);
    expect((await published.ask('/api/v1/mailbox/messages', { as: tokenOf('ada') })).status).toBe(200);
  } finally {
    await published.stop();
  }
});

test('who guesses on and on is told to wait', async () => {
  const statuses = new Set<number>();
  world.services.on('identity', 'POST /sessions', () => ({
    status: 401,
    body: { code: 'wrong-credentials', detail: 'No.' },
  }));
  for (let guess = 0; guess <= 101; guess += 1) {
    const body = { email: `guess-${guess}@example.com`, password: 'x' };
    statuses.add((await world.ask('/api/v1/sessions', { method: 'POST', body })).status);
  }
  expect([...statuses]).toEqual([401, 429]);
});

test('behind a trusted proxy only the network that guesses is told to wait', async () => {
  const behind = await GatewayWorld.start({ ROLLCALL_TRUSTED_PROXIES: '127.0.0.1' });
  try {
    behind.services.on('identity', 'POST /sessions', () => ({
      status: 401,
      body: { code: 'wrong-credentials', detail: 'No.' },
    }));
    const guess = async (from: string) => {
      const body = { email: 'guess@example.com', password: 'x' };
      const headers = { 'x-forwarded-for': from };
      return (await behind.ask('/api/v1/sessions', { method: 'POST', body, headers })).status;
    };
    let last = 0;
    for (let count = 0; count <= 101; count += 1) last = await guess('203.0.113.9');
    expect([last, await guess('203.0.113.10'), await guess('203.0.114.9')]).toEqual([429, 429, 401]);
  } finally {
    await behind.stop();
  }
});
