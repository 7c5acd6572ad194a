import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersonEvent } from '../../directory/src/person/person.events.js';
import { EVENT_STORE } from '@rollcall/service-kit';
import type { EventStore, StreamName } from '@rollcall/event-sourcing';
import { linkIn, mailsTo } from './harness/mailbox-of.js';
import { PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { tracesIn } from './harness/traces-in.js';
import { until } from './harness/until.js';

const password = 'nine paper boats on a quiet river';
const quill = {
  firstName: 'Quillhart',
  lastName: 'Vantablume',
  login: 'qvanta77',
  email: 'quill.v@zephyrmail.example',
};
const other = { firstName: 'Ordinary', lastName: 'Person', login: 'ordinary', email: 'ordinary@studio.example' };
/** Every value that must be gone, and every part of it that would give them away. */
const values = [...Object.values(quill), 'zephyrmail', 'quill'];

let run: RunningStandalone;
let site: string;
beforeAll(async () => {
  run = await runStandalone();
  site = `/sites/${run.siteId}`;
}, 60_000);
afterAll(() => run?.end(), 30_000);

/** Somebody who was invited, came, and left traces everywhere. */
async function live(person: typeof quill): Promise<string> {
  const { id } = await run.asAdmin.must('POST', `${site}/people`, { body: person, key: randomUUID() });
  const [mail] = await until(`a mail comes to ${person.email}`, async () => {
    await run.quiet();
    const mails = await mailsTo(run.door, person.email);
    return mails.length > 0 && mails;
  });
  const accepted = await run.door.post('/invitations/accept', { body: { ...linkIn(mail!), password } });
  expect(accepted.status).toBe(204);
  const own = await PublicDoor.signedIn(run.door.url, person.email, password);
  await own.must('GET', `${site}/projects`);
  await run.quiet();
  return id;
}
const historyOf = (id: string) =>
  Array.fromAsync(
    run.standalone.services
      .find(({ name }) => name === 'directory')!
      .app.get<EventStore>(EVENT_STORE)
      .readStream<PersonEvent>(`directory.person-${id}` as StreamName),
  );

test('KRN-17 whoever is erased is found in no file any more, by no byte, and history reads [erased]', async () => {
  // Rows before and behind move where theirs lies.
  for (let number = 0; number < 30; number += 1) {
    const login = `crowd${number}`;
    const body = {
      firstName: 'Crowd',
      lastName: `${number}`,
      login,
      email: `${login}@studio.example`,
      status: 'disabled',
    };
    await run.asAdmin.must('POST', `${site}/people`, { body });
  }
  const id = await live(quill);
  const otherId = await live(other);
  const path = `${site}/people/${id}`;
  const renamed = { body: { login: 'qvanta78' }, headers: { 'if-match': (await run.asAdmin.must('GET', path)).etag } };
  await run.asAdmin.must('PATCH', path, renamed);
  await run.asAdmin.upload(
    `${site}/imports?dryRun=true&rows=good`,
    'people.csv',
    `Login,First Name,Last Name,Email,Status\nspare,${quill.firstName},${quill.lastName},${quill.email},disabled\n`,
  );
  await run.quiet();
  expect((await tracesIn(run.dataDir, values)).map((trace) => trace.split('/')[0])).toEqual(
    expect.arrayContaining(['admin-gateway', 'directory', 'licensing', 'mailbox']),
  );

  expect(await run.asAdmin.post(`${path}/erase`)).toMatchObject({ status: 409, body: { code: 'not-disabled' } });
  await run.asAdmin.must('POST', `${path}/disable`);
  const expected = { accounts: 1, waitingFiles: 1 };
  const told = await run.asAdmin.must('POST', `${path}/erase?dryRun=true`);
  expect(told).toEqual({ dryRun: true, ...expected });
  expect((await run.asAdmin.must('GET', path)).lastName).toBe(quill.lastName);
  const key = 'erase-quill';
  expect(await run.asAdmin.must('POST', `${path}/erase`, { key })).toEqual({ dryRun: false, ...expected });
  expect(await run.asAdmin.must('POST', `${path}/erase`, { key })).toEqual({ dryRun: false, ...expected });
  await run.quiet();
  expect(await tracesIn(run.dataDir, values)).toEqual([]);

  await run.restart();
  await run.quiet();
  expect(await tracesIn(run.dataDir, values)).toEqual([]);
  const row = await run.asAdmin.must('GET', path);
  expect(row).toMatchObject({
    erased: true,
    name: '[erased]',
    login: '[erased]',
    email: '[erased]',
    status: 'disabled',
  });
  expect(row.accountStatus).toBeUndefined();
  const [created] = await historyOf(id);
  const nobody = { firstName: '[erased]', lastName: '[erased]', login: '[erased]', email: '[erased]' };
  expect(created).toMatchObject({ type: 'PersonCreated', data: { personal: nobody } });
  expect(await run.door.post('/sessions', { body: { email: quill.email, password } })).toMatchObject({ status: 401 });
  expect((await run.asAdmin.must('GET', `${site}/people/${otherId}`)).login).toBe(other.login);
  expect(await mailsTo(run.door, other.email)).toHaveLength(1);
  await PublicDoor.signedIn(run.door.url, other.email, password);
}, 180_000);

test('KRN-17 read models that are built anew show [erased] too', async () => {
  const { items } = await run.asAdmin.must('GET', `${site}/people?q=%5Berased`);
  expect(items).toHaveLength(1);
  await run.standalone.stop();
  for (const service of ['admin-gateway', 'directory', 'licensing', 'identity', 'authorization']) {
    const folder = join(run.dataDir, service);
    for (const name of await readdir(folder)) {
      if (name.startsWith('read-models.sqlite')) await rm(join(folder, name));
    }
  }
  await run.restart();
  await run.quiet();
  expect(await run.asAdmin.must('GET', `${site}/people/${items[0].id}`)).toMatchObject({
    erased: true,
    name: '[erased]',
  });
  expect(await tracesIn(run.dataDir, values)).toEqual([]);
}, 120_000);

test('KRN-17 DIR-02 IDN-02 login and email of somebody erased are free for somebody new', async () => {
  const id = await live(quill);
  expect(await run.asAdmin.must('GET', `${site}/people/${id}`)).toMatchObject({ ...quill, status: 'active' });
}, 60_000);

test('KRN-17 AUT-75 the last Admin is not disabled, and so not erased', async () => {
  const { items } = await run.asAdmin.must('GET', `${site}/people?q=ada`);
  const path = `${site}/people/${items[0].id}`;
  expect(await run.asAdmin.post(`${path}/disable`)).toMatchObject({ status: 409, body: { code: 'last-admin' } });
  expect(await run.asAdmin.post(`${path}/erase`)).toMatchObject({ status: 409, body: { code: 'not-disabled' } });
}, 60_000);
