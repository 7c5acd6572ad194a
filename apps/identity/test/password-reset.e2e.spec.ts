import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { EventStore, StreamName } from '@rollcall/event-sourcing';
import { EVENT_STORE } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { lockStream } from '../src/lock/lock.events.js';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
const minute = 60_000;
const clock = createVirtualClock();
const otherPassword = 'Quiet-Lantern-22-Orchard';
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start({ clock });
});
afterAll(() => identity.stop());

type Link = Readonly<{ id: string; token: string }>;
const refused = (status: number, rejected: string) => ({ ok: false, status, rejection: { rejected } });
const button = 'CREATE NEW PASSWORD';
/** Mails of one moment would have no order. */
const ask = (email: string) => {
  clock.advance(1000);
  return identity.call('post', '/password-resets', { email });
};
const inspect = ({ id, token }: Link) => identity.call('post', '/password-resets/inspect', { id, token });
const complete = ({ id, token }: Link, password = otherPassword) => {
  clock.advance(1000);
  return identity.call('post', '/password-resets/complete', { id, token, password });
};
async function account(name: string): Promise<Readonly<{ email: string; accountId: string }>> {
  const email = `${name}@resets.example`;
  const made = await identity.operatorAccount(email);
  if (!made.ok) throw new Error(made.rejection.rejected);
  return { email, accountId: made.body.accountId };
}
/** Asks as somebody who forgot the password, and takes the link from the mail. */
async function linkFor(email: string): Promise<Link & Readonly<{ url: string }>> {
  expect(await ask(email)).toMatchObject({ ok: true, status: 202, body: undefined });
  return identity.linkTo(email, button);
}
async function eventsOf(stream: StreamName): Promise<readonly string[]> {
  const types: string[] = [];
  for await (const { type } of identity.get<EventStore>(EVENT_STORE).readStream(stream)) types.push(type);
  return types;
}

describe('a forgotten password', () => {
  test('IDN-16 the mail leads to a form, the form to a new password; the old one and every session end', async () => {
    const { email } = await account('forgets');
    const before = await identity.signIn(email);
    const link = await linkFor(email);
    expect(link.url).toMatch(/\/reset-password#id=/);
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
    for (let opened = 0; opened < 2; opened += 1) {
      expect(await inspect(link)).toMatchObject({ ok: true, body: { email, firstName: 'Ada' } });
    }
    expect(await complete(link, 'short')).toMatchObject({ status: 422, rejection: { rejected: 'password-refused' } });
    expect(await complete(link)).toMatchObject({ ok: true, status: 204 });
    const sessionId = before.ok ? before.body.sessionId : '';
    expect(await identity.session(sessionId)).toMatchObject({ body: { open: false } });
    expect(await identity.signIn(email)).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await identity.signIn(email, otherPassword)).toMatchObject({
      ok: true,
      body: { mustChangePassword: false },
    });
    expect((await identity.mailsTo(email))[0]).toMatchObject({ subject: 'Your password was changed' });
  });

  test('IDN-17 IDN-28 K18 completing it ends the lock at once, with a whole budget', async () => {
    const { email, accountId } = await account('locked');
    const guess = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) await identity.signIn(email, 'wrong');
      await identity.quiet();
    };
    await guess(10);
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked']);
    const link = await linkFor(email);
    expect(await complete(link)).toMatchObject({ ok: true });
    // At once, in the very minute in which the tries were throttled.
    expect(await identity.signIn(email, otherPassword)).toMatchObject({ ok: true });
    expect(await eventsOf(lockStream(accountId))).toEqual(['AccountLocked', 'AccountUnlocked']);
    await guess(9);
    clock.advance(minute);
    expect(await identity.signIn(email, otherPassword)).toMatchObject({ ok: true });
  });

  test('IDN-26 IDN-16 whether an address has an account is told to nobody, and who was only invited gets no reset', async () => {
    await identity.activate(toldPerson('pending', 'pending@resets.example'));
    const gone = await account('gone');
    await identity.call('post', `/accounts/${gone.accountId}/close`, { password: goodPassword });
    const { email } = await account('there');
    const known = await ask(email);
    expect(known).toMatchObject({ ok: true, status: 202, body: undefined });
    for (const other of ['nobody@resets.example', 'pending@resets.example', gone.email]) {
      expect(await ask(other)).toEqual(known);
      const mails = await identity.mailsTo(other);
      expect(mails.filter(({ subject }) => subject === 'Choose a new password')).toEqual([]);
    }
  });

  test('IDN-16 asking is throttled, for known and unknown addresses alike', async () => {
    const { email } = await account('nagged');
    for (const one of [email, 'stranger@resets.example']) {
      for (let time = 0; time < 5; time += 1) expect(await ask(one)).toMatchObject({ status: 202 });
      expect(await ask(one)).toMatchObject(refused(429, 'too-many-requests'));
    }
    expect(await identity.mailsTo(email)).toHaveLength(5);
    clock.advance(15 * minute);
    expect(await ask(email)).toMatchObject({ status: 202 });
  });
});

describe('the link of a reset', () => {
  test('IDN-36 ends after 30 minutes', async () => {
    const { email } = await account('late');
    const link = await linkFor(email);
    clock.advance(30 * minute - 1);
    expect(await inspect(link)).toMatchObject({ ok: true });
    clock.advance(1);
    expect(await inspect(link)).toMatchObject(refused(410, 'link-expired'));
    expect(await complete(link)).toMatchObject(refused(410, 'link-expired'));
    expect(await identity.signIn(email)).toMatchObject({ ok: true });
  });

  test('IDN-37 is used once', async () => {
    const { email } = await account('once');
    const link = await linkFor(email);
    const both = await Promise.all([complete(link), complete(link)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 410]);
    expect(await inspect(link)).toMatchObject(refused(410, 'link-used'));
    expect(await complete(link)).toMatchObject(refused(410, 'link-used'));
  });

  test('IDN-38 a newer one voids it, and so do another password and another email', async () => {
    const { email, accountId } = await account('newer');
    const first = await linkFor(email);
    const second = await linkFor(email);
    expect(await complete(first)).toMatchObject(refused(410, 'link-void'));
    const change = { current: goodPassword, password: otherPassword };
    await identity.call('put', `/accounts/${accountId}/password`, change);
    expect(await complete(second)).toMatchObject(refused(410, 'link-void'));
    const third = await linkFor(email);
    await identity.call('post', `/accounts/${accountId}/email-changes`, { email: 'moved@resets.example' });
    const { id, token } = await identity.linkTo('moved@resets.example', 'CONFIRM NEW EMAIL');
    expect(await identity.call('post', '/email-changes/confirm', { id, token })).toMatchObject({ ok: true });
    expect(await complete(third)).toMatchObject(refused(410, 'link-void'));
  });

  test('IDN-38 forged, truncated, of another account or of another purpose it is worth nothing', async () => {
    const [mine, other] = [await account('mine'), await account('others')];
    const link = await linkFor(mine.email);
    const foreign = await linkFor(other.email);
    await identity.call('post', `/accounts/${mine.accountId}/email-changes`, { email: 'to@resets.example' });
    const purpose = await identity.linkTo('to@resets.example', 'CONFIRM NEW EMAIL');
    for (const token of [foreign.token, purpose.token, link.token.slice(1), `${link.token.slice(0, -1)}~`]) {
      expect(await inspect({ ...link, token })).toMatchObject(refused(410, 'link-void'));
      expect(await complete({ ...link, token })).toMatchObject(refused(410, 'link-void'));
    }
    expect(await inspect({ id: 'nobody', token: link.token })).toMatchObject(refused(410, 'link-void'));
    await identity.call('post', `/accounts/${other.accountId}/close`, { password: goodPassword });
    expect(await inspect(foreign)).toMatchObject(refused(410, 'link-void'));
    expect(await complete(link)).toMatchObject({ ok: true });
  });
});

describe('an Admin’s Reset Password', () => {
  const reset = (personId: string, delivery = 'link') =>
    identity.call('post', `/people/${personId}/reset-credential`, { delivery });

  test('IDN-13 IDN-39 mails a link to a new password to who has entered, and a new invitation to who has not', async () => {
    const zoe = toldPerson('zoe', 'zoe@resets.example');
    await identity.operatorAccount(zoe.email);
    const accountId = await identity.activate(zoe);
    expect(await reset('zoe')).toMatchObject({ ok: true, status: 204 });
    await identity.linkTo(zoe.email, 'ENTER SITE');
    await identity.call('post', '/people/zoe/enter-site', { accountId });
    expect(await reset('zoe')).toMatchObject({ ok: true, status: 204 });
    const link = await identity.linkTo(zoe.email, button);
    // Asked for by an Admin, it changes nothing until its reader wants it.
    expect(await identity.signIn(zoe.email)).toMatchObject({ ok: true });
    expect(await complete(link)).toMatchObject({ ok: true });
    expect(await identity.signIn(zoe.email, otherPassword)).toMatchObject({ ok: true });
  });

  test('IDN-27 a password of the Admin’s own choice is not set here', async () => {
    expect(await reset('zoe', 'explicit')).toMatchObject(refused(403, 'not-allowed-in-this-mode'));
    expect(await reset('nobody')).toMatchObject(refused(409, 'account-required'));
  });
});
