import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Envelope, ERASED, type MessageBus, type PersonalDataKeys } from '@rollcall/event-sourcing';
import { BUS, createLogger, PERSONAL_DATA_KEYS } from '@rollcall/service-kit';
import { codeOf, stepAt } from '../src/second-factor/one-time-code.js';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

const logged: string[] = [];
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged.push(chunk.toString());
    done();
  },
});
jest.setTimeout(120_000);
let identity: RunningIdentity;
const published: Envelope[] = [];
beforeAll(async () => {
  identity = await RunningIdentity.start({ logger: createLogger('debug', sink) });
  const topics = ['rollcall.identity.v1'];
  await identity.get<MessageBus>(BUS).observe(topics, (message) => void published.push(message));
});
afterAll(() => identity.stop());

const bytesIn = (folder: string, extension: RegExp): string =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => extension.test(name))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

test('KRN-17 no password, hash, token or address is in a message, in a log line or readable on disk', async () => {
  const zoe = toldPerson('zoe', 'zoe.secretive@studio.example');
  await identity.activate(zoe);
  const link = await identity.linkTo(zoe.email, 'ACCEPT INVITATION');
  await identity.call('post', '/invitations/accept', { id: link.id, token: link.token, password: goodPassword });
  const session = await identity.signIn(zoe.email);
  await identity.signIn(zoe.email, 'A-wrong-one-of-Zoe');
  const factors = `/accounts/${session.ok ? session.body.accountId : ''}/second-factors/totp`;
  const offer = await identity.call<{ secret: string }>('post', factors, { password: goodPassword });
  const secret = offer.ok ? offer.body.secret : '';
  const code = codeOf(secret, stepAt(new Date()));
  const confirmed = await identity.call<{ recoveryCodes: string[] }>('post', `${factors}/confirm`, { code });
  const recoveryCodes = confirmed.ok ? confirmed.body.recoveryCodes : [];
  expect(recoveryCodes).toHaveLength(10);
  await identity.call('post', '/password-resets', { email: zoe.email });
  const reset = await identity.linkTo(zoe.email, 'CREATE NEW PASSWORD');
  await identity.quiet();
  const told = JSON.stringify(published, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  expect(told).toContain('session-started');
  const token = session.ok ? session.body.token : 'none';
  expect(token).toHaveLength(43);
  expect(told).toContain('second-factor-added');
  const secrets = [
    goodPassword,
    'A-wrong-one-of-Zoe',
    '$argon2id$',
    link.token,
    reset.token,
    token,
    secret,
    ...recoveryCodes,
  ];
  for (const secret of secrets) expect(told).not.toContain(secret);
  const lines = logged.join('\n');
  expect(lines).toContain('identity');
  for (const secret of [...secrets, zoe.email, 'Zoë']) expect(lines).not.toContain(secret);
  const disk = bytesIn(identity.dataDir, /\.sqlite(-wal)?$/);
  expect(disk).toContain('AccountCompleted');
  for (const secret of [...secrets, 'zoe.secretive']) expect(disk).not.toContain(secret);
});

test('KRN-17 an erased account reads [erased], and nobody signs in to it', async () => {
  const max = toldPerson('max', 'max@studio.example');
  const accountId = await identity.activate(max);
  const link = await identity.linkTo(max.email, 'ACCEPT INVITATION');
  const body = { id: link.id, token: link.token };
  const inspect = () => identity.call('post', '/invitations/inspect', body);
  expect(await inspect()).toMatchObject({ body: { email: max.email, firstName: 'Zoë' } });
  await identity.get<PersonalDataKeys>(PERSONAL_DATA_KEYS).erase(`account:${accountId}`);
  await identity.restart();
  expect(await inspect()).toMatchObject({ body: { email: '[erased]', firstName: '[erased]', lastName: '[erased]' } });
  expect(await identity.signIn(max.email)).toMatchObject({ status: 401, rejection: { rejected: 'wrong-credentials' } });
  // One that was complete has a hash that reads [erased], too.
  const operator = await identity.operatorAccount('ops@studio.example');
  const erased = operator.ok ? operator.body.accountId : '';
  const factors = `/accounts/${erased}/second-factors/totp`;
  const offer = await identity.call<{ secret: string }>('post', factors, { password: goodPassword });
  const code = () => codeOf(offer.ok ? offer.body.secret : '', stepAt(new Date()));
  await identity.call('post', `${factors}/confirm`, { code: code() });
  const half = await identity.signIn('ops@studio.example');
  const signInId = half.ok ? half.body.sessionId : '';
  await identity.get<PersonalDataKeys>(PERSONAL_DATA_KEYS).erase(`account:${erased}`);
  await identity.restart();
  expect(await identity.signIn('ops@studio.example')).toMatchObject({ status: 401 });
  // Its secret has gone with the key: no code fits any more, though one was asked for.
  const second = { signInId, kind: 'browser', code: codeOf(ERASED, stepAt(new Date()) + 1) };
  expect(await identity.call('post', '/sessions/second-factor', second)).toMatchObject({
    rejection: { rejected: 'wrong-code' },
  });
});
