import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start();
});
afterAll(() => identity.stop());

const refused = (status: number, rejected: string) => ({ ok: false, status, rejection: { rejected } });
const otherPassword = 'Quiet-Lantern-22-Orchard';
const signedIn = async (email: string, password = goodPassword) => {
  const answer = await identity.signIn(email, password);
  if (!answer.ok) throw new Error(`${email} was refused: ${answer.rejection.rejected}`);
  return answer.body;
};

describe('IDN-53 self sign-up', () => {
  const signUp = (email: string) => identity.call('post', '/accounts', { email, firstName: 'Suharto', lastName: '' });
  const confirm = (link: { id: string; token: string }, password = goodPassword) =>
    identity.call('post', '/accounts/confirm', { id: link.id, token: link.token, password });

  test('IDN-53 an account with a confirmed email, linked to nobody', async () => {
    expect(await signUp('new@home.example')).toMatchObject({ ok: true, status: 202 });
    expect(await identity.signIn('new@home.example')).toMatchObject(refused(401, 'wrong-credentials'));
    const first = await identity.linkTo('new@home.example', 'CONFIRM EMAIL');
    expect(first.url).toContain('/confirm-sign-up#');
    await signUp('NEW@home.example');
    expect(await confirm(first)).toMatchObject(refused(410, 'link-void'));
    const mails = await identity.mailsTo('NEW@home.example');
    expect(mails).toHaveLength(1);
    const link = await identity.linkTo('NEW@home.example', 'CONFIRM EMAIL');
    expect(await confirm(link, 'suharto')).toMatchObject({
      rejection: { details: { rules: ['too-short', 'context'] } },
    });
    expect(await confirm(link)).toMatchObject({ ok: true, status: 204 });
    expect(await confirm(link)).toMatchObject(refused(410, 'link-used'));
    expect(await identity.signIn('new@home.example')).toMatchObject({ ok: true, status: 201 });
  });

  test('IDN-02 whether an email has an account is told to nobody', async () => {
    await identity.operatorAccount('there@home.example');
    const before = await identity.mailsTo('there@home.example');
    expect(await signUp('there@home.example')).toMatchObject({ ok: true, status: 202, body: undefined });
    expect(await identity.mailsTo('there@home.example')).toEqual(before);
  });
});

describe('signing in', () => {
  test('STO-6 unknown, wrong, pending and closed are answered alike', async () => {
    await identity.operatorAccount('gone@home.example');
    const { accountId } = await signedIn('gone@home.example');
    await identity.call('post', `/accounts/${accountId}/close`, { password: goodPassword });
    await identity.operatorAccount('here@home.example');
    await identity.activate(toldPerson('pending', 'pending@home.example'));
    const answers = await Promise.all([
      identity.signIn('unknown@home.example'),
      identity.signIn('here@home.example', 'wrong'),
      identity.signIn('pending@home.example'),
      identity.signIn('gone@home.example'),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject(refused(401, 'wrong-credentials'));
  });

  test('STO-6 ten tries a minute, per login; the right password forgets them', async () => {
    await identity.operatorAccount('guessed@home.example');
    const guess = async (times: number, email: string): Promise<void> => {
      for (let time = 0; time < times; time += 1) await identity.signIn(email, 'wrong');
    };
    await guess(9, 'guessed@home.example');
    await signedIn('guessed@home.example');
    await guess(10, 'guessed@home.example');
    expect(await identity.signIn('guessed@home.example')).toMatchObject(refused(429, 'too-many-requests'));
    await guess(10, 'unknown2@home.example');
    expect(await identity.signIn('unknown2@home.example')).toMatchObject(refused(429, 'too-many-requests'));
    await identity.operatorAccount('other@home.example');
    await signedIn('other@home.example');
  });

  test('STO-6 a session lives as long as its facet says, ends by its owner, and survives a restart', async () => {
    await identity.operatorAccount('long@home.example', true);
    const browser = await signedIn('long@home.example');
    expect(browser.mustChangePassword).toBe(true);
    const session = await identity.call<{ startedAt: string; expiresAt: string }>(
      'get',
      `/sessions/${browser.sessionId}`,
    );
    if (!session.ok) throw new Error('no session');
    expect(session.body).toMatchObject({ kind: 'browser', idleSeconds: 1800, open: true, mustChangePassword: true });
    expect(Date.parse(session.body.expiresAt) - Date.parse(session.body.startedAt)).toBe(12 * 3600 * 1000);
    await identity.restart();
    expect(await identity.session(browser.sessionId)).toMatchObject({ body: { open: true } });
    expect(await identity.call('delete', `/sessions/${browser.sessionId}`)).toMatchObject({
      ok: true,
      token: [{ kind: 'session', key: browser.sessionId }],
    });
    expect(await identity.session(browser.sessionId)).toMatchObject({ body: { open: false } });
    expect(await identity.session('nobodys')).toMatchObject(refused(404, 'not-found'));
  });

  test('STO-6 the operator makes accounts and tokens for scripts', async () => {
    const made = await identity.operatorAccount('first@home.example');
    expect(made).toMatchObject({ ok: true, status: 201 });
    expect(await identity.operatorAccount('First@Home.example')).toMatchObject(refused(409, 'email-taken'));
    const accountId = made.ok ? made.body.accountId : '';
    const token = await identity.call<{ sessionId: string }>('post', '/operator/tokens', { accountId });
    if (!token.ok) throw new Error('no token');
    expect(await identity.session(token.body.sessionId)).toMatchObject({ body: { open: true, kind: 'token' } });
    const nobody = identity.call('post', '/operator/tokens', { accountId: 'nobody' });
    expect(await nobody).toMatchObject(refused(404, 'not-found'));
  });
});

describe('the owner’s own account', () => {
  test('STO-8 another password ends the other sessions and tells the owner', async () => {
    const email = 'pass@home.example';
    await identity.operatorAccount(email, true);
    const [mine, other] = [await signedIn(email), await signedIn(email)];
    const change = (body: object) => identity.call('put', `/accounts/${mine.accountId}/password`, body);
    const good = { current: goodPassword, password: otherPassword, sessionId: mine.sessionId };
    expect(await change({ ...good, current: 'wrong' })).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await change({ ...good, password: 'correct horse battery staple' })).toMatchObject({
      status: 422,
      rejection: { rejected: 'password-refused', details: { rules: ['common'] } },
    });
    expect(await change(good)).toMatchObject({ ok: true, status: 204 });
    expect(await identity.session(mine.sessionId)).toMatchObject({ body: { open: true, mustChangePassword: false } });
    expect(await identity.session(other.sessionId)).toMatchObject({ body: { open: false } });
    expect(await identity.signIn(email)).toMatchObject(refused(401, 'wrong-credentials'));
    await signedIn(email, otherPassword);
    expect(await identity.mailsTo(email)).toMatchObject([{ subject: 'Your password was changed' }]);
  });

  test('IDN-46 IDN-02 the email moves once it is confirmed; the old address is told and free', async () => {
    await identity.operatorAccount('old@home.example');
    await identity.operatorAccount('taken@home.example');
    const { accountId } = await signedIn('old@home.example');
    const path = `/accounts/${accountId}/email-changes`;
    const ask = (email: string) => identity.call('post', path, { email });
    expect(await ask('taken@home.example')).toMatchObject(refused(409, 'email-taken'));
    expect(await ask('fresh@home.example')).toMatchObject({ ok: true, status: 202 });
    expect(await identity.call('get', path)).toMatchObject({
      body: { items: [{ email: 'fresh@home.example', state: 'waiting' }] },
    });
    await signedIn('old@home.example');
    const link = await identity.linkTo('fresh@home.example', 'CONFIRM NEW EMAIL');
    const confirm = () => identity.call('post', '/email-changes/confirm', { id: link.id, token: link.token });
    expect(await confirm()).toMatchObject({ ok: true, status: 204 });
    expect(await confirm()).toMatchObject(refused(410, 'link-used'));
    expect(await signedIn('fresh@home.example')).toMatchObject({ accountId });
    expect(await identity.signIn('old@home.example')).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await identity.mailsTo('old@home.example')).toMatchObject([{ subject: 'Your email was changed' }]);
    expect(await identity.operatorAccount('old@home.example')).toMatchObject({ ok: true });
  });

  test('IDN-02 of two accounts that ask for one address, one gets it', async () => {
    const links = [];
    for (const name of ['one', 'two']) {
      await identity.operatorAccount(`${name}@home.example`);
      const { accountId } = await signedIn(`${name}@home.example`);
      await identity.call('post', `/accounts/${accountId}/email-changes`, { email: 'wanted@home.example' });
      links.push(await identity.linkTo('wanted@home.example', 'CONFIRM NEW EMAIL'));
    }
    const confirmed = await Promise.all(
      links.map(({ id, token }) => identity.call('post', '/email-changes/confirm', { id, token })),
    );
    expect(confirmed.map((answer) => (answer.ok ? 'ok' : answer.rejection.rejected)).sort()).toEqual([
      'email-taken',
      'ok',
    ]);
  });

  test('DGN-12 closing frees the email and ends the sessions', async () => {
    const email = 'leaver@home.example';
    await identity.operatorAccount(email);
    const { accountId, sessionId } = await signedIn(email);
    const close = (password: string) => identity.call('post', `/accounts/${accountId}/close`, { password });
    expect(await close('wrong')).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await close(goodPassword)).toMatchObject({ ok: true, status: 204 });
    expect(await identity.session(sessionId)).toMatchObject({ body: { open: false } });
    const found = identity.call('get', `/accounts/by-email?email=${email}`);
    expect(await found).toMatchObject(refused(404, 'not-found'));
    expect(await identity.operatorAccount(email)).toMatchObject({ ok: true });
    const again = await identity.call<object>('get', `/accounts/by-email?email=${email}`);
    expect(again).toMatchObject({ body: { status: 'completed' } });
    expect(again).not.toMatchObject({ body: { accountId } });
  });
});
