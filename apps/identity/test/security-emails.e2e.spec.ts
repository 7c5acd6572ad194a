import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { roleHeld, toldPerson } from './directory-tells.js';
import { RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start();
});
afterAll(() => identity.stop());

test('IDN-31 each Admin is told who did not opt out, on every site where somebody is active by the account, and who opted in', async () => {
  const people = {
    ada: toldPerson('ada-m', 'ada@admins.example', 'montreal'),
    bob: toldPerson('bob-m', 'bob@admins.example', 'montreal'),
    ann: toldPerson('ann-m', 'ann@admins.example', 'montreal'),
    out: toldPerson('out-m', 'out@admins.example', 'montreal'),
    eve: toldPerson('eve-x', 'eve@admins.example', 'mumbai'),
    mia: toldPerson('mia-m', 'mia@admins.example', 'montreal'),
    off: toldPerson('off-m', 'off@admins.example', 'montreal'),
    zed: toldPerson('zed-m', 'zed@admins.example', 'montreal'),
  };
  await identity.hear(identity.directory.site('montreal', 'Montreal'));
  for (const { email } of Object.values(people)) await identity.operatorAccount(email);
  for (const person of Object.values(people)) await identity.activate(person);
  await identity.hear(
    identity.directory.disables(people.off, await identity.accountOf(people.off.email)),
    ...roleHeld('montreal', 'admin', 'ada-m', 'off-m', 'out-m'),
    ...roleHeld('montreal', 'administrator', 'bob-m'),
    ...roleHeld('montreal', 'manager', 'mia-m'),
    ...roleHeld('mumbai', 'admin', 'eve-x'),
  );
  const choose = (personId: string, subscribed: boolean) =>
    identity.call('put', `/people/${personId}/security-emails`, { subscribed });
  expect(await choose('nobody', true)).toMatchObject({ status: 409, rejection: { rejected: 'account-required' } });
  for (const wanted of [false, true]) expect(await choose('bob-m', wanted)).toMatchObject({ status: 204 });
  expect(await choose('ann-m', true)).toMatchObject({ status: 204 });
  expect(await choose('out-m', false)).toMatchObject({ status: 204 });
  await identity.quiet();
  // Zed was active in Mumbai too, and is no more: nobody there is told.
  const away = toldPerson('zed-x', people.zed.email, 'mumbai');
  await identity.hear(identity.directory.disables(away, await identity.activate(away)));
  for (let tries = 0; tries < 10; tries += 1) await identity.signIn(people.zed.email, 'wrong');
  for (const { email } of [people.ada, people.bob, people.ann]) {
    const [mail, ...others] = (await identity.mailsTo(email)).filter(({ subject }) => /locked/.test(subject));
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ subject: 'An account is locked on Montreal' });
    expect(mail?.text).toContain(`for Ada (${people.zed.email})`);
  }
  for (const { email } of [people.eve, people.mia, people.off, people.out, people.zed]) {
    expect((await identity.mailsTo(email)).filter(({ subject }) => /locked/.test(subject))).toEqual([]);
  }
});
