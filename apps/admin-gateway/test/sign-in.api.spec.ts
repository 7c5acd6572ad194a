import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountFacet, personFacet, sessionFacet } from '@rollcall/contracts';
import { GatewayWorld, sessionIdOf } from './gateway-world.js';
import { eventsOf } from './server-events.js';
import { personState, sessionState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  world.services.on('identity', 'POST /sessions', async ({ body }) => {
    const name = String(body.email).split('@')[0] ?? '';
    if (body.password !== 'right') return { status: 401, body: { code: 'wrong-credentials', detail: 'No.' } };
    await world.tell(sessionFacet, sessionIdOf(tokenOf(name)), sessionState(name, body.kind));
    return {
      status: 201,
      body: {
        token: tokenOf(name),
        sessionId: sessionIdOf(tokenOf(name)),
        accountId: `account-${name}`,
        mustChangePassword: false,
      },
    };
  });
});
afterAll(() => world.stop());

/** A moment so many minutes ago. */
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const signIn = (name: string, headers: Readonly<Record<string, string>> = {}, more: object = {}) =>
  world.ask('/api/v1/sessions', {
    method: 'POST',
    headers,
    body: { email: `${name}@example.com`, password: 'right', ...more },
  });

/** Signs in as a browser would: the cookie, and the token its page knows. */
async function browser(name: string) {
  const answer = await signIn(name);
  await world.settled();
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, 'x-csrf-token': String(answer.body.csrfToken) };
}

describe('signing in', () => {
  test('a browser gets a cookie that no script reads, and never the token', async () => {
    const answer = await signIn('ada');
    expect(answer).toMatchObject({ status: 201, body: { accountId: 'account-ada', mustChangePassword: false } });
    expect(answer.body.token).toBeUndefined();
    const [sid, csrf] = answer.headers.getSetCookie();
    expect(sid).toMatch(/^sid=.*HttpOnly; SameSite=Lax$/);
    expect(csrf).toMatch(/^csrf=.*SameSite=Lax$/);
  });

  test('a program gets its token once, and no cookie', async () => {
    const answer = await signIn('mia', {}, { kind: 'token' });
    expect(answer.body.token).toBe(tokenOf('mia'));
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('who signs in wrongly learns nothing', async () => {
    const wrong = await world.ask('/api/v1/sessions', {
      method: 'POST',
      body: { email: 'ada@example.com', password: 'x' },
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
  });

  test.each([
    ['another page', { origin: 'https://evil.example' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
  ])('a sign-in from %s is refused', async (_, headers) => {
    expect((await signIn('ada', headers)).status).toBe(403);
  });
});

describe('a browser’s session', () => {
  test('changes things only from this origin’s own pages', async () => {
    const { cookie, 'x-csrf-token': token } = await browser('ada');
    const change = (headers: Readonly<Record<string, string>>) =>
      world.ask('/api/v1/sites/montreal/people/mia/disable', { method: 'POST', headers: { cookie, ...headers } });
    expect((await world.ask('/api/v1/me', { headers: { cookie } })).status).toBe(200);
    expect((await change({})).status).toBe(403);
    expect((await change({ 'x-csrf-token': 'guessed' })).status).toBe(403);
    expect((await change({ 'x-csrf-token': token, origin: 'https://evil.example' })).status).toBe(403);
    expect((await change({ 'x-csrf-token': token, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await change({ 'x-csrf-token': token, 'sec-fetch-site': 'same-origin' })).status).toBe(404);
  });

  test('is no bearer token', async () => {
    await browser('ada');
    expect((await world.ask('/api/v1/me', { as: tokenOf('ada') })).status).toBe(401);
  });

  test('STO-8 ends with the disabling of its last person: the next request is 401, the open stream ends', async () => {
    const { cookie } = await browser('zoe');
    const stream = await eventsOf(world.gateway.url, { cookie });
    expect(await stream.next()).toMatchObject({ event: 'ready' });
    const statusMark = { at: new Date().toISOString(), by: { kind: 'user', id: 'account-ada' }, eventId: 'e' };
    world.services.on('directory', 'POST /sites/montreal/people/zoe/disable', async () => {
      await world.tell(personFacet, 'zoe', personState('zoe', 'montreal', { status: 'disabled', statusMark }), 900);
      return { status: 204, headers: { 'consistency-token': 'directory/person/zoe@900' } };
    });
    const admin = await browser('ada');
    const disabled = await world.ask('/api/v1/sites/montreal/people/zoe/disable', { method: 'POST', headers: admin });
    expect(disabled.status).toBe(204);
    // Nothing was waited for: the answer came once this gateway denies her.
    expect((await world.ask('/api/v1/me', { headers: { cookie } })).status).toBe(401);
    await stream.until('end');
    expect(await stream.closed).toBe(true);
  });

  test.each([
    ['rests half an hour at most', { startedAt: ago(32), expiresAt: ago(-60) }, 401],
    ['goes on after a shorter rest', { startedAt: ago(28), expiresAt: ago(-60) }, 200],
    ['lasts half a day at most', { startedAt: ago(12 * 60), expiresAt: ago(0) }, 401],
  ])('IDN-52 %s', async (_, times, status) => {
    const { cookie } = await browser('mia');
    await world.tell(sessionFacet, sessionIdOf(tokenOf('mia')), { ...sessionState('mia', 'browser'), ...times });
    await world.settled();
    expect((await world.ask('/api/v1/sessions/current', { headers: { cookie } })).status).toBe(status);
  });

  test('IDN-52 ends when its owner signs out', async () => {
    const { cookie } = await browser('ada');
    expect((await world.ask('/api/v1/sessions/current', { headers: { cookie } })).body.kind).toBe('browser');
    const ended = { ...sessionState('ada', 'browser'), endedAt: new Date().toISOString() };
    await world.tell(sessionFacet, sessionIdOf(tokenOf('ada')), ended);
    await world.settled();
    expect((await world.ask('/api/v1/sessions/current', { headers: { cookie } })).status).toBe(401);
  });
});

test('who must choose a password can do that and nothing else', async () => {
  await signIn('mia', {}, { kind: 'token' });
  await world.tell(accountFacet, 'account-mia', {
    ...{ accountId: 'account-mia', status: 'completed', origin: 'operator', emailIndex: 'i', mustChangePassword: true },
    personal: { subject: 'account:account-mia', email: 'mia@example.com', firstName: 'mia', lastName: '' },
  });
  await world.settled();
  const as = tokenOf('mia');
  expect((await world.ask('/api/v1/me', { as })).body).toMatchObject({ mustChangePassword: true });
  expect(await world.ask('/api/v1/sites', { as })).toMatchObject({
    status: 403,
    body: { code: 'password-change-required' },
  });
  world.services.on('identity', 'PUT /accounts/account-mia/password', () => ({ status: 204 }));
  const body = { current: 'a', password: 'b' };
  expect((await world.ask('/api/v1/me/password', { method: 'PUT', as, body })).status).toBe(204);
});
