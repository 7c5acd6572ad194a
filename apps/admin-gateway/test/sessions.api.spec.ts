import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionFacet } from '@rollcall/contracts';
import { GatewayWorld, sessionIdOf } from './gateway-world.js';
import { sessionState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
});
afterAll(() => world.stop());

const as = tokenOf('ada');
const hour = 3_600_000;
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
/** Lets an account have one more session. */
async function begins(name: string, sessionId: string, kind: 'browser' | 'token', changes: object = {}): Promise<void> {
  await world.tell(sessionFacet, sessionId, { ...sessionState(name, kind), sessionId, ...changes });
  await world.settled();
}
const listed = async (path: string) => {
  const { status, body } = await world.ask(`/api/v1${path}`, { as });
  expect(status).toBe(200);
  return body.items as readonly Readonly<{ id: string; current: boolean; lastSeenAt?: string }>[];
};

test('IDN-52 one’s open sessions, the newest first, with the one that is asked in', async () => {
  await begins('ada', 'old-browser', 'browser', { startedAt: ago(20 * 60_000) });
  await begins('ada', 'rested', 'browser', { startedAt: ago(hour) });
  await begins('ada', 'over', 'token', { startedAt: ago(13 * hour), expiresAt: ago(hour) });
  await begins('ada', 'signed-out', 'token', { endedAt: ago(10) });
  await begins('zoe', 'somebody-elses', 'browser');
  const items = await listed('/me/sessions');
  expect(items.map(({ id, current }) => [id, current])).toEqual([
    [sessionIdOf(as), true],
    ['old-browser', false],
  ]);
  // A program's rests are not watched, a browser's are.
  expect(items.map(({ lastSeenAt }) => lastSeenAt !== undefined)).toEqual([false, true]);
});

test('IDN-52 ending one of one’s sessions, and all others, is identity’s to do; the answer waits until it holds here', async () => {
  await begins('ada', 'elsewhere', 'browser');
  const end = (sessionId: string) => async () => {
    await world.tell(sessionFacet, sessionId, { ...sessionState('ada', 'browser'), sessionId, endedAt: ago(0) }, 900);
    return { status: 204, headers: { 'consistency-token': `identity/session/${sessionId}@900` } };
  };
  world.services.on('identity', 'DELETE /accounts/account-ada/sessions/elsewhere', end('elsewhere'));
  expect((await world.ask('/api/v1/me/sessions/elsewhere', { method: 'DELETE', as })).status).toBe(204);
  expect((await listed('/me/sessions')).map(({ id }) => id)).not.toContain('elsewhere');
  const told: unknown[] = [];
  world.services.on('identity', 'POST /accounts/account-ada/sessions/end-others', async ({ body }) => {
    told.push(body);
    return end('old-browser')();
  });
  expect((await world.ask('/api/v1/me/sessions/end-others', { method: 'POST', as })).status).toBe(204);
  expect(told).toEqual([{ sessionId: sessionIdOf(as) }]);
  expect((await listed('/me/sessions')).map(({ id }) => id)).toEqual([sessionIdOf(as)]);
});

test('IDN-52 an Admin sees where a person is signed in and signs them out; an Artist does neither', async () => {
  const sessions = '/api/v1/sites/montreal/people/zoe/sessions';
  await begins('zoe', 'zoes-browser', 'browser');
  const items = await listed('/sites/montreal/people/zoe/sessions');
  expect(items.map(({ id }) => id)).toContain('zoes-browser');
  expect(items.some(({ current }) => current)).toBe(false);
  let asked = 0;
  world.services.on('identity', 'POST /people/zoe/end-sessions', () => {
    asked += 1;
    return { status: 204 };
  });
  expect((await world.ask(`${sessions}/end-all`, { method: 'POST', as })).status).toBe(204);
  expect(asked).toBe(1);
  for (const [path, method] of [
    [sessions, 'GET'],
    [`${sessions}/end-all`, 'POST'],
  ] as const) {
    expect((await world.ask(path, { method, as: tokenOf('zoe') })).status).toBe(403);
    // A person of another site is nobody here.
    expect((await world.ask(path.replace('zoe', 'mia'), { method, as })).status).toBe(404);
  }
  expect(asked).toBe(1);
});
