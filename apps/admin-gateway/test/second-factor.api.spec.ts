import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sessionFacet } from '@rollcall/contracts';
import { GatewayWorld, sessionIdOf } from './gateway-world.js';
import { sessionState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
const half = 'half-of-a-sign-in-0123456789';
/** What identity was asked. */
const asked: unknown[] = [];
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  world.services.on('identity', 'POST /sessions', () => ({
    status: 201,
    body: {
      ...{ token: half, sessionId: sessionIdOf(half), accountId: 'account-ada' },
      ...{ mustChangePassword: false, secondFactorRequired: true },
    },
  }));
  world.services.on('identity', 'POST /sessions/second-factor', async ({ body }) => {
    asked.push(body);
    if (body.code !== '123456') return { status: 401, body: { code: 'wrong-code', detail: 'No.' } };
    const [token, sessionId] = [tokenOf('ada'), sessionIdOf(tokenOf('ada'))];
    await world.tell(sessionFacet, sessionId, sessionState('ada', body.kind));
    return { status: 201, body: { token, sessionId, accountId: 'account-ada', mustChangePassword: false } };
  });
});
afterAll(() => world.stop());

type Headers = Readonly<Record<string, string>>;
const signIn = (kind: 'browser' | 'token') =>
  world.ask('/api/v1/sessions', { method: 'POST', body: { email: 'ada@example.com', password: 'right', kind } });
const complete = (code: string, headers: Headers = {}) =>
  world.ask('/api/v1/sessions/current/second-factor', { method: 'POST', headers, body: { code } });
const cookiesOf = (headers: globalThis.Headers): string =>
  headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');

describe('half a sign-in', () => {
  test('ASVS 6.3.3 a browser gets in nowhere by it, and completes it from this site’s own page only', async () => {
    const first = await signIn('browser');
    expect(first).toMatchObject({ status: 201, body: { secondFactorRequired: true } });
    expect(first.body.token).toBeUndefined();
    const own = { cookie: cookiesOf(first.headers), 'x-csrf-token': String(first.body.csrfToken) };
    for (const path of ['/me', '/me/second-factors', '/sessions/current', '/sites/montreal/people']) {
      expect((await world.ask(`/api/v1${path}`, { headers: own })).status).toBe(401);
    }
    asked.length = 0;
    for (const headers of [
      { cookie: own.cookie },
      { ...own, 'x-csrf-token': 'guessed' },
      { ...own, origin: 'https://evil.example' },
      { ...own, 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await complete('123456', headers)).status).toBe(403);
    }
    expect(await complete('123456')).toMatchObject({ status: 401, body: { code: 'session-ended' } });
    expect(asked).toEqual([]);
    expect(await complete('654321', own)).toMatchObject({ status: 401, body: { code: 'wrong-code' } });
    const done = await complete('123456', own);
    expect(done).toMatchObject({ status: 201, body: { accountId: 'account-ada' } });
    expect(done.body).not.toHaveProperty('secondFactorRequired');
    expect(asked.at(-1)).toEqual({ signInId: sessionIdOf(half), kind: 'browser', code: '123456' });
    await world.settled();
    const cookie = cookiesOf(done.headers);
    expect(cookie).not.toContain(half);
    expect((await world.ask('/api/v1/me', { headers: { cookie } })).status).toBe(200);
    expect((await world.ask('/api/v1/me', { headers: own })).status).toBe(401);
  });

  test('ASVS 7.2.4 a program brings the token of the first half, and gets another', async () => {
    const first = await signIn('token');
    expect(first).toMatchObject({ status: 201, body: { token: half, secondFactorRequired: true } });
    expect(first.headers.getSetCookie()).toEqual([]);
    expect((await world.ask('/api/v1/me', { as: half })).status).toBe(401);
    const done = await complete('123456', { authorization: `Bearer ${half}` });
    expect(done).toMatchObject({ status: 201, body: { token: tokenOf('ada') } });
    expect(asked.at(-1)).toEqual({ signInId: sessionIdOf(half), kind: 'token', code: '123456' });
  });
});

test('ASVS 6.5.2 what is shown once is kept by no Idempotency-Key; a repeat is asked for anew', async () => {
  await world.tell(sessionFacet, sessionIdOf(tokenOf('ada')), sessionState('ada'));
  await world.settled();
  let times = 0;
  world.services.on('identity', 'POST /accounts/account-ada/second-factors/totp', () => {
    times += 1;
    return { status: 201, body: { id: 'f', secret: `SECRET${times}`, uri: 'otpauth://totp/x' } };
  });
  const offer = () =>
    world.ask('/api/v1/me/second-factors/totp', {
      method: 'POST',
      as: tokenOf('ada'),
      headers: { 'idempotency-key': 'the-same' },
      body: { password: 'right' },
    });
  expect([(await offer()).body.secret, (await offer()).body.secret]).toEqual(['SECRET1', 'SECRET2']);
});

test('ASVS 6.3.7 whoever may change credentials sees a person’s second factor and resets it; an Artist does neither', async () => {
  const factors = '/api/v1/sites/montreal/people/zoe/second-factors';
  const view = { items: [{ id: 'f', kind: 'totp', addedAt: '2026-01-05T09:00:00.000Z' }], recoveryCodesLeft: 9 };
  let resets = 0;
  world.services.on('identity', 'GET /people/zoe/second-factors', () => ({ status: 200, body: view }));
  world.services.on('identity', 'POST /people/zoe/second-factors/reset', () => {
    resets += 1;
    return { status: 204 };
  });
  const as = tokenOf('ada');
  expect(await world.ask(factors, { as })).toMatchObject({ status: 200, body: view });
  expect((await world.ask(`${factors}/reset`, { method: 'POST', as })).status).toBe(204);
  for (const [path, method] of [
    [factors, 'GET'],
    [`${factors}/reset`, 'POST'],
  ] as const) {
    expect((await world.ask(path, { method, as: tokenOf('zoe') })).status).toBe(403);
    // A person of another site is nobody here.
    expect((await world.ask(path.replace('zoe', 'mia'), { method, as })).status).toBe(404);
  }
  expect(resets).toBe(1);
});
