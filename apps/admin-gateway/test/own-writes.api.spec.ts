import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectFacet } from '@rollcall/contracts';
import { GatewayWorld } from './gateway-world.js';
import { tellStudio, then, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  world.services.on('directory', 'POST /sites/montreal/people', () => ({ status: 201, body: { personId: 'new' } }));
});
afterAll(() => world.stop());

const creations = () => world.services.callsOf('directory', 'POST /sites/montreal/people');

describe('a write that names what its caller has just made', () => {
  const about = (projectId: string, made = projectId) =>
    world.ask('/api/v1/sites/montreal/people', {
      method: 'POST',
      as: tokenOf('ada'),
      body: { firstName: 'Zoë', lastName: '', login: 'z', email: 'z@example.com', projectIds: [projectId] },
      headers: { 'consistency-token': `directory/project/${made}@3` },
    });

  test('KRN-16 waits until it is known here', async () => {
    const created = about('just-made');
    const state = { projectId: 'just-made', siteId: 'montreal', name: 'Just made', createdAt: then };
    await world.tell(projectFacet, 'just-made', { ...state, private: false, archived: false, template: false }, 3);
    expect(await created).toMatchObject({ status: 201 });
  });

  test('KRN-16 is not sent while it is not', async () => {
    const before = creations().length;
    expect(await about('never-made')).toMatchObject({ status: 503, body: { code: 'consistency-timeout' } });
    expect(creations().length).toBe(before);
  });

  test('waits for nothing it does not name', async () => {
    expect((await about('nightjar', 'never-made')).status).toBe(201);
  });
});
