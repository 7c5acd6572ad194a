import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { startTestService, type TestService } from '../src/index.js';
import { ServiceTokens } from '../src/service-token/service-tokens.js';
import { ExampleModule } from './example/example.module.js';

let example: TestService;
let authorization: string;
beforeAll(async () => {
  example = await startTestService(ExampleModule);
  authorization = `Bearer ${await example.service.app.get(ServiceTokens).for('example')}`;
});
afterAll(() => example.stop());

type Sent = { method?: string; body?: string; headers?: Record<string, string> };
async function send(path: string, { method = 'GET', body, headers = {} }: Sent = {}) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(example.service.url + path, {
    method,
    headers: { authorization, ...json, ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, problem: text && JSON.parse(text) };
}
const put = (body: unknown) =>
  send('/rooms/x', { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('problem documents (RFC 9457)', () => {
  test('name each field at fault by pointer, and echo nothing that was sent', async () => {
    const { status, headers, problem } = await put({
      name: '',
      seats: 'secret',
      place: { floor: 3, roof: 1 },
      isAdmin: true,
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch('application/problem+json');
    expect(problem).toMatchObject({
      type: 'urn:rollcall:problem:validation-failed',
      status: 400,
      code: 'validation-failed',
    });
    expect(new Set(problem.errors.map(({ pointer }: { pointer: string }) => pointer))).toEqual(
      new Set(['/name', '/seats', '/place/floor', '/place/roof', '/isAdmin']),
    );
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(problem.correlationId).toBe(headers.get('rollcall-correlation-id'));
  });

  test.each([
    ['broken JSON', '{"name":', 400],
    ['a prototype', '{"name":"a","seats":1,"__proto__":{"isAdmin":true}}', 400],
    ['a constructor', '{"name":"a","seats":1,"constructor":{"prototype":{"isAdmin":true}}}', 400],
    ['two mebibytes', JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }), 413],
  ])('refuse %s', async (_, body, expected) => {
    const { status, problem } = await put(body);
    expect(status).toBe(expected);
    expect(problem).toMatchObject({ code: 'validation-failed', status: expected });
  });

  test('tell nothing of an unexpected error', async () => {
    const { status, problem } = await send('/rooms/faults/unexpected');
    expect(status).toBe(500);
    expect(problem).toMatchObject({ type: 'about:blank', code: 'internal-error' });
    expect(JSON.stringify(problem)).not.toMatch(/zoe|inside|at /);
  });

  test('ask to come back when a dependency is away', async () => {
    const { status, headers, problem } = await send('/rooms/faults/store');
    expect({ status, code: problem.code, retryAfter: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'service-unavailable',
      retryAfter: '2',
    });
  });

  test.each(['a%20b', 'a%2Fb', 'x'.repeat(151)])('answer %s in the place of an id as naming nothing', async (id) => {
    expect(await send(`/rooms/${id}`)).toMatchObject({ status: 404, problem: { code: 'not-found' } });
  });

  test('answer an unknown route', async () => {
    expect(await send('/nowhere')).toMatchObject({ status: 404, problem: { code: 'not-found' } });
  });

  test('refuse an If-Match that is no ETag, and one that is weak', async () => {
    const rename = (tag: string) =>
      send('/rooms/x/name', { method: 'PUT', body: '{"name":"y"}', headers: { 'if-match': tag } });
    expect(await rename('*')).toMatchObject({ status: 400, problem: { errors: [{ pointer: '?if-match' }] } });
    expect(await rename('W/"1"')).toMatchObject({ status: 412 });
  });
});

describe('service tokens', () => {
  const claims = { iss: 'example', aud: 'example' };
  const forged = async (
    given: Partial<typeof claims & { exp: number }>,
    key = generateKeyPairSync('ed25519').privateKey,
  ) => {
    const now = Math.floor(Date.now() / 1000);
    const jwt = new SignJWT({ ...claims, iat: now, exp: now + 60, ...given });
    return `Bearer ${await jwt.setProtectedHeader({ alg: 'EdDSA', typ: 'rollcall-service+jwt' }).sign(key)}`;
  };
  const withToken = (value: string) => send('/rooms', { headers: { authorization: value } });

  test('are wanted on every route but health, metrics and public keys', async () => {
    expect(await withToken('')).toMatchObject({ status: 401, problem: { code: 'service-token-refused' } });
    for (const path of ['/health/live', '/.well-known/jwks.json']) {
      expect((await fetch(example.service.url + path)).status).toBe(200);
    }
    expect((await fetch(`${example.service.url}/metrics`)).status).toBe(200);
  });

  test.each(['x-forwarded-for', 'forwarded'])('figures are told to nobody for whom a proxy asks (%s)', async (name) => {
    const answer = await fetch(`${example.service.url}/metrics`, { headers: { [name]: 'for=203.0.113.7' } });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      ...{ status: 404, body: { code: 'not-found' } },
    });
  });

  test('of another key, service or receiver are refused', async () => {
    expect(await withToken('Bearer nonsense')).toMatchObject({ status: 401 });
    expect(await withToken(await forged({}))).toMatchObject({ status: 401 });
    expect(await withToken(await forged({ iss: 'stranger' }))).toMatchObject({ status: 401 });
    const elsewhere = await example.service.app.get(ServiceTokens).for('licensing');
    expect(await withToken(`Bearer ${elsewhere}`)).toMatchObject({ status: 401 });
  });

  test('publish the public half only', async () => {
    const { keys } = (await (await fetch(`${example.service.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
});
