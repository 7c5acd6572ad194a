import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lockFacet, personFacet, roleFacet } from '@rollcall/contracts';
import { GatewayWorld } from './gateway-world.js';
import { join, personState, roleState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  const hidden = ['email', 'groups', 'lockedUntil'].map((field) => [`field/Person/${field}/see`, false] as const);
  const permissions = { 'entity/Person/see': true, ...Object.fromEntries(hidden) };
  await world.tell(roleFacet, 'desk-montreal', roleState('desk-montreal', 'montreal', 'Desk', permissions));
  await join(world, 'desi', 'montreal', 'desk-montreal');
  for (const [at, name] of ['anna', 'bert', 'carl'].entries()) {
    const personal = { subject: `person:${name}`, firstName: name, lastName: 'Quill', login: name };
    const email = at === 1 ? 'nightowl@example.com' : `${name}@quill.example.com`;
    await world.tell(personFacet, name, personState(name, 'montreal', { personal: { ...personal, email } }));
  }
  await world.settled();
});
afterAll(() => world.stop());

const people = (query: string, as = 'desi') => world.ask(`/api/v1/sites/montreal/people?${query}`, { as: tokenOf(as) });

test('AUT-31 words are not looked for in what is hidden: no row, no count, no cursor tells of it', async () => {
  expect((await people('q=nightowl', 'ada')).body).toMatchObject({ total: { count: 1 }, items: [{ id: 'bert' }] });
  expect((await people('q=nightowl')).body).toEqual({ items: [], total: { count: 0, more: false } });
  expect((await people('q=example&limit=1')).body).toEqual({ items: [], total: { count: 0, more: false } });
});

test('AUT-31 what they may see is found, from page to page, without the hidden field', async () => {
  const first = (await people('q=quill&limit=2&sort=name')).body;
  expect(first).toMatchObject({ total: { count: 3, more: false }, items: [{ id: 'anna' }, { id: 'bert' }] });
  expect(first.items[0]).not.toHaveProperty('email');
  const rest = (await people(`q=quill&limit=2&sort=name&after=${first.next}`)).body;
  expect(rest.items).toMatchObject([{ id: 'carl' }]);
  expect(rest).not.toHaveProperty('next');
});

test('IDN-30 IDN-27 who may not see locks sees none, and unlocks nobody', async () => {
  const lockedUntil = '2026-01-05T09:30:00.000Z';
  await world.tell(lockFacet, 'account-zoe', { accountId: 'account-zoe', lockedUntil });
  await world.settled();
  const zoe = (as: string) => world.ask('/api/v1/sites/montreal/people/zoe', { as: tokenOf(as) });
  expect((await zoe('ada')).body).toMatchObject({ lockedUntil });
  expect((await zoe('desi')).body).not.toHaveProperty('lockedUntil');
  const unlock = { method: 'POST', as: tokenOf('desi') };
  expect(await world.ask('/api/v1/sites/montreal/people/zoe/unlock', unlock)).toMatchObject({
    ...{ status: 403, body: { code: 'not-permitted' } },
  });
});

test.each(['sort=email', 'sort=-email', 'groupId=compositing', 'hasDrift=true', 'locked=true', 'locked=false'])(
  'AUT-31 a list is not %s for those who may not see that',
  async (query) => {
    expect(await people(query)).toMatchObject({
      status: 403,
      body: { code: 'not-permitted', errors: [{ pointer: `?${query.split('=')[0]}` }] },
    });
    expect((await people(query, 'ada')).status).toBe(200);
  },
);
