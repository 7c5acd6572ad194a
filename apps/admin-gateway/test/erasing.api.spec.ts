import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Asking, GatewayWorld } from './gateway-world.js';
import { tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
});
afterAll(() => world.stop());

const ada = (path: string, asking: Asking = {}) => world.ask(`/api/v1${path}`, { ...asking, as: tokenOf('ada') });

test('KRN-17 erasing tells what goes, asks for the right to, and may be repeated under its key', async () => {
  const { services } = world;
  const erase = 'POST /sites/montreal/people/zoe/erase';
  services.on('identity', 'GET /people/zoe/erasure', () => ({ body: { accounts: 1 } }));
  services.on('directory', erase, () => ({ body: { waitingFiles: 2 } }));
  const path = '/sites/montreal/people/zoe/erase';
  const dryRun = await ada(`${path}?dryRun=true`, { method: 'POST' });
  expect(dryRun).toMatchObject({ status: 200, body: { dryRun: true, accounts: 1, waitingFiles: 2 } });
  for (let times = 0; times < 2; times += 1) {
    const erased = await ada(path, { method: 'POST', headers: { 'idempotency-key': 'erase-zoe' } });
    expect(erased).toMatchObject({ status: 200, body: { dryRun: false, accounts: 1, waitingFiles: 2 } });
  }
  expect(services.callsOf('directory', erase).map(({ query }) => query.get('dryRun'))).toEqual(['true', 'false']);
  const refused = { status: 409, body: { code: 'not-disabled', detail: 'This person is active.' } };
  services.on('directory', erase, () => refused);
  expect(await ada(path, { method: 'POST' })).toMatchObject({ status: 409, body: { code: 'not-disabled' } });
  const others = { method: 'POST', as: tokenOf('zoe') };
  expect((await world.ask('/api/v1/sites/montreal/people/ada/erase', others)).status).toBe(403);
  expect((await ada('/sites/montreal/people/nobody/erase', { method: 'POST' })).status).toBe(404);
});
