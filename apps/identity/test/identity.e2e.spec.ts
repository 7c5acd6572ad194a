import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start();
  await identity.hear(identity.directory.site('montreal', 'Northern Light'));
});
afterAll(() => identity.stop());

const accept = (link: { id: string; token: string }, more: object = {}) =>
  identity.call('post', '/invitations/accept', { id: link.id, token: link.token, ...more });
const inspect = <T>({ id, token }: { id: string; token: string }) =>
  identity.call<T>('post', '/invitations/inspect', { id, token });
const refused = (status: number, rejected: string) => ({ ok: false, status, rejection: { rejected } });

describe('STO-6 from invitation to the site', () => {
  test('IDN-04 IDN-05 IDN-40 STO-6 a new account is invited, accepts, signs in and enters', async () => {
    const zoe = toldPerson('zoe', 'zoe@studio.example');
    const accountId = await identity.activate(zoe);
    const [mail, ...others] = await identity.mailsTo(zoe.email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ subject: 'You are invited to Northern Light' });
    const link = await identity.linkTo(zoe.email, 'ACCEPT INVITATION');
    expect(link.url).toContain('/accept#id=');
    expect(await inspect(link)).toMatchObject({
      ok: true,
      body: { variant: 'accept-invitation', email: zoe.email, firstName: 'Zoë', siteName: 'Northern Light' },
    });
    expect(await identity.signIn(zoe.email)).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await accept(link)).toMatchObject(refused(400, 'validation-failed'));
    expect(await accept(link, { password: 'short' })).toMatchObject(refused(422, 'password-refused'));
    expect(await accept(link, { password: goodPassword, lastName: 'Nguyễn' })).toMatchObject({ ok: true, status: 204 });
    expect(await accept(link, { password: goodPassword })).toMatchObject(refused(410, 'link-used'));
    expect(await inspect(link)).toMatchObject(refused(410, 'link-used'));
    expect(await identity.signIn(zoe.email)).toMatchObject({
      ok: true,
      body: { accountId, mustChangePassword: false },
    });
    const enter = () => identity.call('post', '/people/zoe/enter-site', { accountId });
    expect(await enter()).toMatchObject({ ok: true, token: [{ kind: 'link', key: 'zoe' }] });
    expect(await enter()).toMatchObject({ ok: true, token: [] });
    expect(await identity.call('post', '/people/zoe/enter-site', { accountId: 'other' })).toMatchObject(
      refused(404, 'not-found'),
    );
    const links = await identity.call<unknown>('get', '/exports/links?site=montreal');
    expect(JSON.stringify(links)).toContain('Created');
  });

  test('IDN-06 IDN-41 an account that exists enters another site without a new password', async () => {
    await identity.operatorAccount('max@studio.example');
    const max = toldPerson('max', 'max@studio.example');
    const accountId = await identity.activate(max);
    const link = await identity.linkTo(max.email, 'ENTER SITE');
    expect(await inspect(link)).toMatchObject({ body: { variant: 'enter-site' } });
    expect(await identity.signIn(max.email)).toMatchObject({ body: { accountId } });
    await identity.call('post', '/people/max/enter-site', { accountId });
    expect(await inspect(link)).toMatchObject(refused(410, 'link-used'));
  });

  test('IDN-38 IDN-39 a new invitation voids the link before; who has entered is not invited', async () => {
    const ida = toldPerson('ida', 'ida@studio.example');
    const accountId = await identity.activate(ida, 'hold');
    expect(await identity.mailsTo(ida.email)).toEqual([]);
    expect(await identity.call('post', '/people/ida/send-invitation')).toMatchObject({ ok: true });
    const first = await identity.linkTo(ida.email, 'ACCEPT INVITATION');
    const reset = (delivery: string) => identity.call('post', '/people/ida/reset-credential', { delivery });
    expect(await reset('link')).toMatchObject({ ok: true });
    const second = await identity.linkTo(ida.email, 'ACCEPT INVITATION');
    expect(second.token).not.toBe(first.token);
    expect(await inspect(first)).toMatchObject(refused(410, 'link-void'));
    expect(await reset('explicit')).toMatchObject(refused(403, 'not-allowed-in-this-mode'));
    await accept(second, { password: goodPassword });
    await identity.call('post', '/people/ida/enter-site', { accountId });
    expect(await identity.call('post', '/people/ida/send-invitation')).toMatchObject(refused(409, 'already-active'));
    expect(await reset('link')).toMatchObject({ ok: true, status: 204 });
    expect(await identity.call('post', '/people/nobody/send-invitation')).toMatchObject(
      refused(409, 'account-required'),
    );
  });

  test('STO-8 disabling voids the open link and ends the sessions when nobody of the account is active', async () => {
    const eve = toldPerson('eve', 'eve@studio.example');
    const accountId = await identity.activate(eve);
    const link = await identity.linkTo(eve.email, 'ACCEPT INVITATION');
    await accept(link, { password: goodPassword });
    const session = await identity.signIn(eve.email);
    const sessionId = session.ok ? session.body.sessionId : '';
    expect(await identity.session(sessionId)).toMatchObject({ body: { open: true, accountId, idleSeconds: 1800 } });
    await identity.hear(identity.directory.disables(eve, accountId));
    expect(await identity.session(sessionId)).toMatchObject({ body: { open: false } });
    expect(await identity.call('post', '/people/eve/send-invitation')).toMatchObject(refused(409, 'already-disabled'));
  });

  test('IDN-37 a foreign, forged or malformed link is void and tells nothing', async () => {
    const void410 = refused(410, 'link-void');
    expect(await inspect({ id: 'zoe', token: 'forged' })).toMatchObject(void410);
    expect(await inspect({ id: 'unheard-of', token: 'forged' })).toMatchObject(void410);
    expect(await inspect({ id: 'no id/../x', token: 'forged' })).toMatchObject(refused(400, 'validation-failed'));
    const confirm = (route: string) => identity.call('post', route, { id: 'x', token: 'y' });
    expect(await confirm('/email-changes/confirm')).toMatchObject(void410);
  });
});
