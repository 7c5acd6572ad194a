import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lockFacet, noticesFacet } from '@rollcall/contracts';
import { GatewayWorld } from './gateway-world.js';
import { tellStudio, tokenOf } from './studio.js';

const until = '2026-01-05T09:30:00.000Z';
let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
});
afterAll(() => world.stop());

const ask = (path: string, body?: object, as?: string) =>
  world.ask(`/api/v1${path}`, {
    ...(body && { method: 'POST', body }),
    ...(as !== undefined && { as: tokenOf(as) }),
  });
const found = async (query: string): Promise<readonly string[]> => {
  const { body } = await ask(`/sites/montreal/people?${query}`, undefined, 'ada');
  return body.items.map(({ id }: { id: string }) => id);
};

describe('a locked account', () => {
  test('IDN-30 Locked Until stands in the person’s row and page, and lists are narrowed by it', async () => {
    await world.tell(lockFacet, 'account-zoe', { accountId: 'account-zoe', lockedUntil: until });
    await world.settled();
    expect((await ask('/sites/montreal/people/zoe', undefined, 'ada')).body).toMatchObject({ lockedUntil: until });
    expect((await ask('/sites/montreal/people/ada', undefined, 'ada')).body).not.toHaveProperty('lockedUntil');
    expect(await found('locked=true')).toEqual(['zoe']);
    expect(await found('locked=false')).toEqual(['ada']);
    await world.tell(lockFacet, 'account-zoe', { accountId: 'account-zoe' });
    await world.settled();
    expect(await found('locked=true')).toEqual([]);
    expect((await ask('/sites/montreal/people/zoe', undefined, 'ada')).body).not.toHaveProperty('lockedUntil');
  });

  test('IDN-27 is unlocked by no Admin; who may not reset passwords is not even told so', async () => {
    world.services.on('identity', 'POST /people/zoe/unlock', () => ({
      status: 403,
      body: { code: 'not-allowed-in-this-mode', detail: 'No.' },
    }));
    const refused = (code: string) => ({ status: 403, body: { code } });
    expect(await ask('/sites/montreal/people/zoe/unlock', {}, 'ada')).toMatchObject(
      refused('not-allowed-in-this-mode'),
    );
    expect(await ask('/sites/montreal/people/zoe/unlock', {}, 'zoe')).toMatchObject(refused('not-permitted'));
    expect(await ask('/sites/montreal/people/kit/unlock', {}, 'ada')).toMatchObject({ status: 404 });
  });
});

describe('Subscribe to all Security emails', () => {
  test('IDN-31 is an Admin’s to choose and to see, for anybody of the site', async () => {
    const choose = (person: string, as: string) =>
      world.ask(`/api/v1/sites/montreal/people/${person}/security-emails`, {
        ...{ method: 'PUT', body: { subscribed: true }, as: tokenOf(as) },
      });
    world.services.on('identity', 'PUT /people/zoe/security-emails', async () => {
      await world.tell(noticesFacet, 'zoe', { personId: 'zoe', siteId: 'montreal', securityEmails: true });
      return { status: 204 };
    });
    expect((await ask('/sites/montreal/people/zoe', undefined, 'ada')).body).not.toHaveProperty('securityEmails');
    expect(await choose('zoe', 'ada')).toMatchObject({ status: 204 });
    await world.settled();
    expect((await ask('/sites/montreal/people/zoe', undefined, 'ada')).body).toMatchObject({ securityEmails: true });
    expect(await choose('zoe', 'zoe')).toMatchObject({ status: 403 });
    expect(await choose('kit', 'ada')).toMatchObject({ status: 404 });
  });
});

describe('a forgotten password', () => {
  const link = { id: 'account-zoe', token: 'a-token' };

  test('IDN-16 is asked for, looked at and chosen by people who are not signed in; secrets travel in bodies', async () => {
    world.services.on('identity', 'POST /password-resets', () => ({ status: 202 }));
    world.services.on('identity', 'POST /password-resets/inspect', () => ({
      body: { email: 'zoe@example.com', firstName: 'zoe', lastName: 'Test', expiresAt: until },
    }));
    world.services.on('identity', 'POST /password-resets/complete', () => ({ status: 204 }));
    expect(await ask('/password-resets', { email: 'zoe@example.com' })).toMatchObject({ status: 202, body: '' });
    expect(await ask('/password-resets/inspect', link)).toMatchObject({ status: 200, body: { firstName: 'zoe' } });
    const chosen = { ...link, password: 'a brass kettle under the stairs' };
    expect(await ask('/password-resets/complete', chosen)).toMatchObject({ status: 204 });
    expect(world.services.callsOf('identity', 'POST /password-resets/complete')).toMatchObject([{ body: chosen }]);
  });

  test.each(['/password-resets', '/password-resets/inspect', '/password-resets/complete'])(
    'IDN-16 another site’s page cannot post %s',
    async (path) => {
      const body = { ...link, email: 'zoe@example.com', password: 'x' };
      const headers = { origin: 'https://evil.example' };
      expect((await world.ask(`/api/v1${path}`, { method: 'POST', body, headers })).status).toBe(403);
    },
  );
});
