import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { accountErased } from '@rollcall/contracts';
import type { Envelope, EventStore, MessageBus, PersonalDataKeys } from '@rollcall/event-sourcing';
import { BUS, EVENT_STORE, type Mailbox, MAILBOX, PERSONAL_DATA_KEYS, readState } from '@rollcall/service-kit';
import { accountDecider } from '../src/account/account.decider.js';
import { accountStream } from '../src/account/account.events.js';
import { roleHeld, type ToldPerson, toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
let identity: RunningIdentity;
const heard: Envelope[] = [];
beforeAll(async () => {
  identity = await RunningIdentity.start();
  await identity.get<MessageBus>(BUS).observe(['rollcall.identity.v1'], (message) => void heard.push(message));
});
afterAll(() => identity.stop());

const isErased = async (accountId: string): Promise<boolean> => {
  const key = await identity.get<PersonalDataKeys>(PERSONAL_DATA_KEYS).keyFor(`account:${accountId}`);
  const { state } = await readState(identity.get<EventStore>(EVENT_STORE), accountDecider, accountStream(accountId));
  expect(state.status !== 'none' && state.erased === true).toBe(key === 'erased');
  return key === 'erased';
};
const wouldGo = async ({ personId }: ToldPerson): Promise<unknown> => {
  const asked = await identity.call<object>('get', `/people/${personId}/erasure`);
  return asked.ok ? asked.body : asked.rejection;
};
async function erase(person: ToldPerson, accountId: string): Promise<void> {
  await identity.hear(identity.directory.disables(person, accountId), identity.directory.erases(person));
  await identity.quiet();
}

test('KRN-17 who was invited takes account, mails and sign-in along; their email is free', async () => {
  const zoe = toldPerson('zoe', 'zoe@studio.example');
  const accountId = await identity.activate(zoe);
  const link = await identity.linkTo(zoe.email, 'ACCEPT INVITATION');
  await identity.call('post', '/invitations/accept', { id: link.id, token: link.token, password: goodPassword });
  expect(await identity.signIn(zoe.email)).toMatchObject({ ok: true });
  expect(await wouldGo(zoe)).toEqual({ accounts: 1 });
  const ivo = toldPerson('ivo', 'ivo@studio.example');
  await identity.activate(ivo);

  await erase(zoe, accountId);
  expect(await isErased(accountId)).toBe(true);
  expect(heard.filter(({ type }) => type === accountErased.type)).toMatchObject([
    {
      data: { accountId, erasedSubject: `account:${accountId}` },
      facet: { state: { status: 'closed', emailIndex: '', personal: { email: '[erased]', firstName: '[erased]' } } },
    },
  ]);
  expect((await identity.get<Mailbox>(MAILBOX).list()).map(({ to }) => to)).toEqual([ivo.email]);
  expect(await identity.signIn(zoe.email)).toMatchObject({ rejection: { rejected: 'wrong-credentials' } });
  expect(await wouldGo(zoe)).toEqual({ accounts: 0 });
  const again = await identity.activate(toldPerson('again', zoe.email));
  expect(again).not.toBe(accountId);
  expect(await isErased(again)).toBe(false);
});

test('KRN-17 an account stays as long as it stands for anybody, active or not', async () => {
  const [here, there] = [toldPerson('here', 'kim@x.example'), toldPerson('there', 'kim@x.example', 'mumbai')];
  const accountId = await identity.activate(here);
  // Linked, and never active: there was no seat.
  await identity.hear(identity.directory.asks(there), identity.directory.refuses(there));
  expect(await wouldGo(here)).toEqual({ accounts: 0 });
  await erase(here, accountId);
  expect(await isErased(accountId)).toBe(false);
  expect(await wouldGo(there)).toEqual({ accounts: 1 });
  await erase(there, accountId);
  expect(await isErased(accountId)).toBe(true);
});

test('KRN-17 an account its owner made is theirs: it goes once they close it and it stands for nobody', async () => {
  await identity.operatorAccount('ops@x.example');
  const ops = toldPerson('ops', 'ops@x.example');
  const accountId = await identity.activate(ops);
  expect(await wouldGo(ops)).toEqual({ accounts: 0 });
  await erase(ops, accountId);
  expect(await isErased(accountId)).toBe(false);
  await identity.call('post', `/accounts/${accountId}/close`, { password: goodPassword });
  await identity.quiet();
  expect(await isErased(accountId)).toBe(true);

  await identity.operatorAccount('owner@x.example');
  const owner = toldPerson('owner', 'owner@x.example');
  const owned = await identity.activate(owner);
  await identity.call('post', `/accounts/${owned}/close`, { password: goodPassword });
  await identity.quiet();
  expect(await isErased(owned)).toBe(false);
  await erase(owner, owned);
  expect(await isErased(owned)).toBe(true);
});

test('KRN-17 IDN-50 accounts that an edited email left behind go too', async () => {
  const ana = toldPerson('ana', 'anna@x.example');
  const first = await identity.activate(ana);
  await identity.hear(identity.directory.disables(ana, first), identity.directory.editsEmail(ana, 'ana@x.example'));
  ana.attempt += 1;
  const second = await identity.activate(ana);
  expect(second).not.toBe(first);
  expect(await wouldGo(ana)).toEqual({ accounts: 2 });
  await erase(ana, second);
  expect([await isErased(first), await isErased(second)]).toEqual([true, true]);
});

test('KRN-17 IDN-31 what Admins were told about them goes too', async () => {
  const [boss, lou] = [toldPerson('boss', 'boss@oslo.example', 'oslo'), toldPerson('lou', 'lou@oslo.example', 'oslo')];
  await identity.operatorAccount(boss.email);
  await identity.activate(boss);
  const accountId = await identity.activate(lou);
  const { id, token } = await identity.linkTo(lou.email, 'ACCEPT INVITATION');
  await identity.call('post', '/invitations/accept', { id, token, password: goodPassword });
  await identity.hear(...roleHeld('oslo', 'admin', 'boss'));
  for (let tries = 0; tries < 10; tries += 1) await identity.signIn(lou.email, 'wrong');
  const named = async () => (await identity.mailsTo(boss.email)).filter(({ text }) => text.includes(lou.email));
  expect(await named()).toHaveLength(1);
  await erase(lou, accountId);
  expect(await named()).toEqual([]);
});
