import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start();
});
afterAll(() => identity.stop());

const refused = (status: number, rejected: string) => ({ ok: false, status, rejection: { rejected } });
async function signedIn(email: string) {
  const answer = await identity.signIn(email, goodPassword);
  if (!answer.ok) throw new Error(`${email} was refused: ${answer.rejection.rejected}`);
  return answer.body;
}
async function opened(...ids: readonly string[]): Promise<readonly boolean[]> {
  const sessions = await Promise.all(ids.map((id) => identity.session(id)));
  return sessions.map((session) => session.ok && session.body.open);
}

test('IDN-52 the owner ends one of their sessions, nobody else’s, and twice is once', async () => {
  await identity.operatorAccount('owner@home.example');
  await identity.operatorAccount('stranger@home.example');
  const [here, elsewhere] = [await signedIn('owner@home.example'), await signedIn('owner@home.example')];
  const stranger = await signedIn('stranger@home.example');
  const end = (accountId: string, sessionId: string) =>
    identity.call('delete', `/accounts/${accountId}/sessions/${sessionId}`);
  expect(await end(stranger.accountId, elsewhere.sessionId)).toMatchObject(refused(404, 'not-found'));
  expect(await end(here.accountId, 'nobodys')).toMatchObject(refused(404, 'not-found'));
  expect(await end(here.accountId, elsewhere.sessionId)).toMatchObject({ ok: true, status: 204 });
  expect(await end(here.accountId, elsewhere.sessionId)).toMatchObject({ ok: true, status: 204 });
  expect(await opened(here.sessionId, elsewhere.sessionId, stranger.sessionId)).toEqual([true, false, true]);
});

test('IDN-52 the owner ends all their other sessions; the one they ask in goes on, with its own end', async () => {
  await identity.operatorAccount('many@home.example');
  const [here, there, program] = [
    await signedIn('many@home.example'),
    await signedIn('many@home.example'),
    await signedIn('many@home.example'),
  ];
  const before = await identity.call<{ expiresAt: string }>('get', `/sessions/${here.sessionId}`);
  const body = { sessionId: here.sessionId };
  const others = `/accounts/${here.accountId}/sessions/end-others`;
  expect(await identity.call('post', others, { sessionId: 'nobodys' })).toMatchObject(refused(404, 'not-found'));
  expect(await opened(there.sessionId)).toEqual([true]);
  expect(await identity.call('post', others, body)).toMatchObject({ ok: true, status: 204 });
  expect(await opened(here.sessionId, there.sessionId, program.sessionId)).toEqual([true, false, false]);
  const after = await identity.call<{ expiresAt: string }>('get', `/sessions/${here.sessionId}`);
  expect(after.ok && after.body.expiresAt).toBe(before.ok && before.body.expiresAt);
});

test('IDN-52 an Admin signs a person out everywhere; who has no account has nothing to end', async () => {
  const accountId = await identity.activate(toldPerson('walker', 'walker@home.example'));
  const link = await identity.linkTo('walker@home.example', 'ACCEPT INVITATION');
  const accept = { id: link.id, token: link.token, firstName: 'W', lastName: 'W', password: goodPassword };
  expect(await identity.call('post', '/invitations/accept', accept)).toMatchObject({ ok: true });
  const [one, two] = [await signedIn('walker@home.example'), await signedIn('walker@home.example')];
  expect(one.accountId).toBe(accountId);
  expect(await identity.call('post', '/people/walker/end-sessions')).toMatchObject({ ok: true, status: 204 });
  expect(await opened(one.sessionId, two.sessionId)).toEqual([false, false]);
  await signedIn('walker@home.example');
  expect(await identity.call('post', '/people/nobody/end-sessions')).toMatchObject(refused(409, 'account-required'));
});
