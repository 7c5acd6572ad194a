import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Envelope, EventStore, MessageBus } from '@rollcall/event-sourcing';
import { BUS, EVENT_STORE } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { lockStream } from '../src/lock/lock.events.js';
import { codeOf, stepAt } from '../src/second-factor/one-time-code.js';
import { toldPerson } from './directory-tells.js';
import { type FactorOwner, factorOwners } from './factor-owners.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(180_000);
const [second, minute] = [1000, 60_000];
const clock = createVirtualClock();
const told: Envelope[] = [];
let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start({ clock });
  await identity.get<MessageBus>(BUS).observe(['rollcall.identity.v1'], (message) => void told.push(message));
});
afterAll(() => identity.stop());

const refused = (status: number, rejected: string) => ({ ok: false, status, rejection: { rejected } });
const wrongCode = refused(401, 'wrong-code');
const { shown, offerFor, confirm, turnOn, owner, waiting, complete, signIn } = factorOwners(() => identity, clock);
const listed = (accountId: string) =>
  identity.call<{ items: object[]; recoveryCodesLeft: number }>('get', `/accounts/${accountId}/second-factors`);
const subjectsTo = async (email: string) => (await identity.mailsTo(email)).map(({ subject }) => subject);
async function isLocked({ accountId }: FactorOwner): Promise<boolean> {
  await identity.quiet();
  const types: string[] = [];
  for await (const { type } of identity.get<EventStore>(EVENT_STORE).readStream(lockStream(accountId)))
    types.push(type);
  return types.at(-1) === 'AccountLocked';
}

describe('turning it on', () => {
  test('ASVS 7.5.1 ASVS 6.3.3 a secret needs the password, and counts once a code has proved it; the owner is told', async () => {
    const email = 'setup@factors.example';
    const made = await identity.operatorAccount(email);
    const accountId = made.ok ? made.body.accountId : '';
    expect(await offerFor(accountId, 'wrong')).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await confirm(accountId, '000000')).toMatchObject(refused(404, 'not-found'));
    const offer = await offerFor(accountId);
    if (!offer.ok) throw new Error('refused');
    expect(offer.body.uri).toContain(`secret=${offer.body.secret}`);
    // It does not count yet.
    expect(await waiting(email)).not.toHaveProperty('secondFactorRequired');
    expect(await listed(accountId)).toMatchObject({ body: { items: [], recoveryCodesLeft: 0 } });
    expect(await confirm(accountId, codeOf(offer.body.secret, stepAt(clock.now()) + 9))).toMatchObject(wrongCode);
    const confirmed = await confirm(accountId, shown(offer.body));
    expect(confirmed).toMatchObject({ ok: true, status: 201 });
    const codes = confirmed.ok ? confirmed.body.recoveryCodes : [];
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    const item = { id: offer.body.id, kind: 'totp', addedAt: clock.now().toISOString() };
    expect(await listed(accountId)).toMatchObject({ body: { items: [item], recoveryCodesLeft: 10 } });
    expect(await waiting(email)).toMatchObject({ secondFactorRequired: true });
    expect(await subjectsTo(email)).toContain('A second factor was turned on');
    expect(await offerFor(accountId)).toMatchObject(refused(409, 'already-exists'));
    const facets = told.filter(({ key, facet }) => key === accountId && facet?.kind === 'second-factor');
    expect(facets.at(-1)?.facet?.state).toEqual({ accountId, kinds: ['totp'] });
  });

  test('ASVS 6.3.1 guessing the code that proves a secret is throttled', async () => {
    const made = await identity.operatorAccount('guesses@factors.example');
    const accountId = made.ok ? made.body.accountId : '';
    const offer = await offerFor(accountId);
    const wrong = codeOf(offer.ok ? offer.body.secret : '', 1);
    for (let tries = 0; tries < 10; tries += 1) expect(await confirm(accountId, wrong)).toMatchObject(wrongCode);
    expect(await confirm(accountId, wrong)).toMatchObject(refused(429, 'too-many-requests'));
    clock.advance(minute);
    expect(await confirm(accountId, wrong)).toMatchObject(wrongCode);
  });
});

describe('signing in', () => {
  test('ASVS 6.3.3 ASVS 7.2.4 a password alone is no session; a code makes one, with a token of its own', async () => {
    const zoe = await owner('zoe');
    const first = await waiting(zoe.email);
    expect(await identity.session(first.sessionId)).toMatchObject(refused(404, 'not-found'));
    const done = await complete(first.sessionId, shown(zoe));
    expect(done).toMatchObject({ ok: true, status: 201, body: { accountId: zoe.accountId } });
    const { token, sessionId } = done.ok ? done.body : first;
    expect(token).not.toBe(first.token);
    expect(await identity.session(sessionId)).toMatchObject({ ok: true, body: { open: true } });
    // What waited is over.
    clock.advance(30 * second);
    expect(await complete(first.sessionId, shown(zoe))).toMatchObject(refused(401, 'session-ended'));
  });

  test('RFC 6238 a code is good once, at the same moment too; one step of drift is let through', async () => {
    const amy = await owner('amy');
    const code = shown(amy);
    const halves = await Promise.all([waiting(amy.email), waiting(amy.email)]);
    const answers = await Promise.all(halves.map(({ sessionId }) => complete(sessionId, code)));
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await signIn(amy, code)).toMatchObject(wrongCode);
    expect(await signIn(amy, shown(amy, 2))).toMatchObject(wrongCode);
    expect(await signIn(amy, shown(amy, -2))).toMatchObject(wrongCode);
    expect(await signIn(amy, shown(amy, 1))).toMatchObject({ ok: true });
    clock.advance(30 * second);
    // The clock has reached the step that was used ahead of it.
    expect(await signIn(amy, shown(amy))).toMatchObject(wrongCode);
  });

  test('RFC 6238 the code that turned it on signs nobody in', async () => {
    const made = await identity.operatorAccount('fresh@factors.example');
    const accountId = made.ok ? made.body.accountId : '';
    const offer = await offerFor(accountId);
    const code = shown({ secret: offer.ok ? offer.body.secret : '' });
    await confirm(accountId, code);
    const first = await waiting('fresh@factors.example');
    expect(await complete(first.sessionId, code)).toMatchObject(wrongCode);
  });

  test('ASVS 6.5.1 a recovery code signs in once, however it is typed, and the owner is told', async () => {
    const rob = await owner('rob');
    const [one = '', two = ''] = rob.recoveryCodes;
    expect(await signIn(rob, one.toLowerCase().replaceAll('-', ' '))).toMatchObject({ ok: true });
    expect(await subjectsTo(rob.email)).toContain('A recovery code was used');
    expect(await signIn(rob, one)).toMatchObject(wrongCode);
    expect(await listed(rob.accountId)).toMatchObject({ body: { recoveryCodesLeft: 9 } });
    const halves = await Promise.all([waiting(rob.email), waiting(rob.email)]);
    const answers = await Promise.all(halves.map(({ sessionId }) => complete(sessionId, two)));
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  });

  test('ASVS 6.3.3 somebody else’s code and recovery code fit nowhere else', async () => {
    const [ian, eva] = [await owner('ian'), await owner('eva')];
    expect(await signIn(ian, shown(eva))).toMatchObject(wrongCode);
    expect(await signIn(ian, eva.recoveryCodes[0]!)).toMatchObject(wrongCode);
  });

  test('ASVS 7.3.2 what waits for a code waits five minutes, for the same kind of client, and for the same password', async () => {
    const lea = await owner('lea');
    const late = await waiting(lea.email);
    clock.advance(5 * minute);
    expect(await complete(late.sessionId, shown(lea))).toMatchObject(refused(401, 'session-ended'));
    const program = await waiting(lea.email, 'token');
    expect(await complete(program.sessionId, shown(lea))).toMatchObject(refused(401, 'session-ended'));
    const change = { current: goodPassword, password: 'Quiet-Lantern-22-Orchard' };
    expect(await identity.call('put', `/accounts/${lea.accountId}/password`, change)).toMatchObject({ ok: true });
    expect(await complete(program.sessionId, shown(lea), 'token')).toMatchObject(refused(401, 'session-ended'));
    const again = await waiting(lea.email, 'token', change.password);
    expect(await complete(again.sessionId, shown(lea), 'token')).toMatchObject({ ok: true });
    expect(await complete('nobodys', shown(lea))).toMatchObject(refused(401, 'session-ended'));
  });

  test('ASVS 6.4.3 a password reset opens nothing that a code keeps shut', async () => {
    const kim = await owner('kim');
    await identity.call('post', '/password-resets', { email: kim.email });
    const link = await identity.linkTo(kim.email, 'CREATE NEW PASSWORD');
    const body = { id: link.id, token: link.token, password: 'Quiet-Lantern-22-Orchard' };
    expect(await identity.call('post', '/password-resets/complete', body)).toMatchObject({ ok: true });
    const first = await waiting(kim.email, 'browser', body.password);
    expect(first).toMatchObject({ secondFactorRequired: true });
    expect(await identity.session(first.sessionId)).toMatchObject(refused(404, 'not-found'));
  });
});

describe('guessing codes', () => {
  test('IDN-25 wrong codes lock the account as wrong passwords do, and the right password between them gives nothing back', async () => {
    const sam = await owner('sam');
    for (let tries = 0; tries < 9; tries += 1) expect(await signIn(sam, '000000')).toMatchObject(wrongCode);
    expect(await isLocked(sam)).toBe(false);
    const half = await waiting(sam.email);
    expect(await complete(half.sessionId, 'AAAA-AAAA-AAAA-AAAA')).toMatchObject(wrongCode);
    expect(await isLocked(sam)).toBe(true);
    clock.advance(minute);
    // Neither half gets anybody in now.
    expect(await complete(half.sessionId, shown(sam))).toMatchObject(wrongCode);
    expect(await identity.signIn(sam.email)).toMatchObject(refused(401, 'wrong-credentials'));
    clock.advance(30 * minute);
    expect(await signIn(sam, shown(sam))).toMatchObject({ ok: true });
  });

  test('K18 IDN-25 a right code gives the whole budget back, wrong passwords before it included', async () => {
    const joy = await owner('joy');
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 5; tries += 1) await identity.signIn(joy.email, 'wrong');
      for (let tries = 0; tries < 4; tries += 1) expect(await signIn(joy, '000000')).toMatchObject(wrongCode);
      expect(await signIn(joy, shown(joy))).toMatchObject({ ok: true });
      clock.advance(minute);
    }
    expect(await isLocked(joy)).toBe(false);
  });

  test('ASVS 6.6.3 eleven a minute are too many, and a hundred in a row, whatever begins another budget between them', async () => {
    const max = await owner('max');
    const half = await waiting(max.email);
    for (let tries = 0; tries < 10; tries += 1)
      expect(await complete(half.sessionId, '000000')).toMatchObject(wrongCode);
    expect(await complete(half.sessionId, '000000')).toMatchObject(refused(429, 'too-many-requests'));
    for (let round = 1; round < 10; round += 1) {
      clock.advance(31 * minute);
      const next = await waiting(max.email);
      for (let tries = 0; tries < 10; tries += 1) await complete(next.sessionId, '000000');
      await identity.quiet();
    }
    clock.advance(31 * minute);
    expect(await signIn(max, shown(max))).toMatchObject(refused(429, 'too-many-requests'));
    clock.advance(24 * 60 * minute);
    expect(await signIn(max, shown(max))).toMatchObject({ ok: true });
  });
});

describe('changing it', () => {
  const remove = ({ accountId, factorId }: FactorOwner, body: object) =>
    identity.call('delete', `/accounts/${accountId}/second-factors/${factorId}`, body);
  const issue = ({ accountId }: FactorOwner, body: object) =>
    identity.call<{ recoveryCodes: string[] }>('post', `/accounts/${accountId}/recovery-codes`, body);

  test('ASVS 7.5.1 the owner takes it away with password and code, not with one of them, and is told', async () => {
    const ben = await owner('ben');
    const password = goodPassword;
    expect(await remove(ben, { password: 'wrong', code: shown(ben) })).toMatchObject(refused(401, 'wrong-credentials'));
    expect(await remove(ben, { password, code: '000000' })).toMatchObject(wrongCode);
    expect(await remove({ ...ben, factorId: 'another' }, { password, code: shown(ben) })).toMatchObject(
      refused(404, 'not-found'),
    );
    expect(await waiting(ben.email)).toMatchObject({ secondFactorRequired: true });
    expect(await remove(ben, { password, code: shown(ben) })).toMatchObject({ ok: true, status: 204 });
    expect(await subjectsTo(ben.email)).toContain('Your second factor was turned off');
    expect(await waiting(ben.email)).not.toHaveProperty('secondFactorRequired');
    expect(await listed(ben.accountId)).toMatchObject({ body: { items: [], recoveryCodesLeft: 0 } });
    // Another one has another secret, and nothing of the first fits it.
    const again = await turnOn(ben.email, ben.accountId);
    expect(again.secret).not.toBe(ben.secret);
    expect(await signIn(again, ben.recoveryCodes[0]!)).toMatchObject(wrongCode);
    expect(await signIn(again, shown(again))).toMatchObject({ ok: true });
    // A recovery code is a code, too.
    expect(await remove(again, { password, code: again.recoveryCodes[0]! })).toMatchObject({ ok: true });
  });

  test('ASVS 6.5.1 new recovery codes void the old ones, with password and code, and the owner is told', async () => {
    const ivy = await owner('ivy');
    const password = goodPassword;
    expect(await issue(ivy, { password, code: '000000' })).toMatchObject(wrongCode);
    expect(await issue(ivy, { password: 'wrong', code: shown(ivy) })).toMatchObject(refused(401, 'wrong-credentials'));
    const code = shown(ivy);
    const issued = await issue(ivy, { password, code });
    const [fresh = ''] = issued.ok ? issued.body.recoveryCodes : [];
    expect(await subjectsTo(ivy.email)).toContain('You have new recovery codes');
    expect(await signIn(ivy, ivy.recoveryCodes[0]!)).toMatchObject(wrongCode);
    // What a code was used for once, it is used for.
    expect(await signIn(ivy, code)).toMatchObject(wrongCode);
    expect(await signIn(ivy, fresh)).toMatchObject({ ok: true });
  });

  test('IDN-25 wrong codes at one’s own settings count too: a right password there gives nothing back', async () => {
    const tim = await owner('tim');
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await remove(tim, { password: goodPassword, code: '000000' })).toMatchObject(wrongCode);
    }
    expect(await isLocked(tim)).toBe(true);
  });

  test('ASVS 6.3.7 an Admin resets it for who lost it: signed out everywhere, told by mail, in by password again', async () => {
    const told = toldPerson('lost', 'lost@factors.example');
    await identity.operatorAccount(told.email);
    const reset = (person: string) => identity.call('post', `/people/${person}/second-factors/reset`);
    expect(await reset('lost')).toMatchObject(refused(409, 'account-required'));
    const lost = await turnOn(told.email, await identity.activate(told));
    const seen = () => identity.call<{ items: object[] }>('get', '/people/lost/second-factors');
    expect(await seen()).toMatchObject({ body: { items: [{ kind: 'totp' }] } });
    const done = await signIn(lost, shown(lost));
    const half = await waiting(lost.email);
    expect(await reset('lost')).toMatchObject({ ok: true, status: 204 });
    expect(await seen()).toMatchObject({ body: { items: [], recoveryCodesLeft: 0 } });
    expect(await identity.session(done.ok ? done.body.sessionId : '')).toMatchObject({ body: { open: false } });
    expect(await complete(half.sessionId, shown(lost, 1))).toMatchObject(wrongCode);
    expect(await subjectsTo(lost.email)).toContain('Your second factor was reset by an Admin');
    expect(await waiting(lost.email)).not.toHaveProperty('secondFactorRequired');
    // A second time there is nothing to do.
    expect(await reset('lost')).toMatchObject({ ok: true, status: 204 });
    expect((await subjectsTo(lost.email)).filter((subject) => subject.includes('reset by an Admin'))).toHaveLength(1);
    expect(await identity.call('get', '/people/nobody/second-factors')).toMatchObject({ body: { items: [] } });
  });
});
