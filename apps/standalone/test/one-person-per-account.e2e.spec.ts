import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { linkIn, mailsTo } from './harness/mailbox-of.js';
import { type Json, PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { until } from './harness/until.js';

const password = 'quiet rivers carry nine paper boats';

let installation: RunningStandalone;
let site: string;
beforeAll(async () => {
  installation = await runStandalone();
  site = `/sites/${installation.siteId}`;
}, 60_000);
afterAll(() => installation.end(), 30_000);

const addressOf = (login: string): string => `${login}@people.example`;
const rowWhen = (path: string, what: string, isSo: (row: Json) => boolean) =>
  until(`${path} is ${what}`, async () => {
    const { status, body } = await installation.asAdmin.get(path);
    return status === 200 && isSo(body) && body;
  });
const settled = ({ activation }: Json): boolean => activation.state !== 'activating';

async function create(login: string, email = addressOf(login)): Promise<string> {
  const body = { firstName: login, lastName: 'Test', login, email, projectIds: [] };
  const { id } = await installation.asAdmin.must('POST', `${site}/people`, { body });
  await rowWhen(`${site}/people/${id}`, 'answered', settled);
  return `${site}/people/${id}`;
}

/** Accepts the newest invitation and signs in. */
async function signInAfterMail(email: string): Promise<PublicDoor> {
  const { door } = installation;
  const mail = await newestMail(email);
  expect((await door.post('/invitations/accept', { body: { ...linkIn(mail), password } })).status).toBe(204);
  return PublicDoor.signedIn(door.url, email, password);
}

/** The owner moves the account to another address, and follows the link that comes there. */
async function moveTo(email: string, as: PublicDoor): Promise<void> {
  await as.must('POST', '/me/email-changes', { body: { email } });
  const mail = await newestMail(email);
  await installation.door.must('POST', '/email-changes/confirm', { body: linkIn(mail) });
  await installation.quiet();
}

const newestMail = (email: string) =>
  until(`a mail comes to ${email}`, async () => {
    await installation.quiet();
    return (await mailsTo(installation.door, email))[0];
  });

test('STO-2 IDN-03 an account that moved to another person’s address stands for one person of the site', async () => {
  const { asAdmin, quiet } = installation;
  const [pam, quill] = [await create('pam'), await create('quill')];
  const asPam = await signInAfterMail(addressOf('pam'));
  const asQuill = await signInAfterMail(addressOf('quill'));
  await asQuill.must('POST', '/me/close', { body: { password } });
  await moveTo(addressOf('quill'), asPam);
  await asAdmin.must('POST', `${quill}/disable`);
  await quiet();
  await asAdmin.must('POST', `${quill}/activate`);
  const row = await rowWhen(quill, 'answered', settled);
  expect(row).toMatchObject({ status: 'disabled', activation: { code: 'account-already-on-site' } });
  expect((await asAdmin.get(pam)).body).toMatchObject({ status: 'active' });
  await quiet();
  expect((await asPam.must('GET', '/me')).sites).toHaveLength(1);
}, 120_000);

test('STO-2 STO-8 a disabled person keeps nobody out of the account they had', async () => {
  const { asAdmin, quiet } = installation;
  const pia = await create('pia');
  const asPia = await signInAfterMail(addressOf('pia'));
  await asAdmin.must('POST', `${pia}/disable`);
  await quiet();
  const asOwner = await PublicDoor.signedIn(asPia.url, addressOf('pia'), password);
  await moveTo(addressOf('pia.new'), asOwner);
  const kit = await create('kit', addressOf('pia.new'));
  expect(await rowWhen(kit, 'answered', settled)).toMatchObject({ status: 'active', activation: { attempt: 1 } });
  await quiet();
  const { sites } = await asOwner.must('GET', '/me');
  expect(sites.filter(({ status }: Json) => status === 'active')).toHaveLength(1);
  expect((await asOwner.get(`${site}/projects`)).status).toBe(200);
}, 120_000);
