import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkIn, type MailedLink, mailsTo } from './harness/mailbox-of.js';
import { PublicDoor } from './harness/public-door.js';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { createShiftedClock } from './harness/shifted-clock.js';

const password = 'a brass kettle under the northern stairs';
const eightDays = 8 * 24 * 60 * 60 * 1000;
const clock = createShiftedClock();
let run: RunningStandalone;
beforeAll(async () => {
  run = await runStandalone({ clock });
}, 60_000);
afterAll(() => run.end(), 30_000);

const newestLink = async (email: string): Promise<MailedLink> => {
  await run.quiet();
  const [mail] = await mailsTo(run.door, email);
  if (!mail) throw new Error(`no mail to ${email}`);
  return linkIn(mail);
};
/** Somebody who is invited: their id and the link. */
async function invited(login: string): Promise<Readonly<{ id: string; link: MailedLink }>> {
  const body = { firstName: login, lastName: 'Test', login, email: `${login}@studio.example` };
  const { id } = await run.asAdmin.must('POST', `/sites/${run.siteId}/people`, { body });
  return { id, link: await newestLink(body.email) };
}
const accept = (link: MailedLink) =>
  run.door.post('/invitations/accept', { body: { ...link, password, firstName: 'A', lastName: 'B' } });
const inspect = (link: MailedLink) => run.door.post('/invitations/inspect', { body: link });
const refused = (code: string) => ({ status: 410, body: { code } });

describe('IDN-38 the link of an invitation, at the public door', () => {
  test('is used once', async () => {
    const { link } = await invited('una');
    expect((await accept(link)).status).toBe(204);
    expect(await accept(link)).toMatchObject(refused('link-used'));
    expect(await inspect(link)).toMatchObject(refused('link-used'));
  });

  test('is void once a newer one is sent, and the newer one works', async () => {
    const { id, link } = await invited('vera');
    await run.asAdmin.must('POST', `/sites/${run.siteId}/people/${id}/send-invitation`);
    const newer = await newestLink('vera@studio.example');
    expect(await inspect(link)).toMatchObject(refused('link-void'));
    expect(await accept(link)).toMatchObject(refused('link-void'));
    expect((await accept(newer)).status).toBe(204);
  });

  test('is worth nothing when it is forged, and tells nothing of what it names', async () => {
    const { link } = await invited('fay');
    const other = await invited('fox');
    const forged = { id: link.id, token: other.link.token };
    const unknown = { id: 'nobody', token: link.token };
    expect(await inspect(forged)).toMatchObject(refused('link-void'));
    expect(await accept(forged)).toMatchObject(refused('link-void'));
    expect(await inspect(unknown)).toMatchObject(refused('link-void'));
    expect((await accept(link)).status).toBe(204);
  });
});

/** Last: the clock is set forward for everybody. */
test('IDN-38 IDN-53 links of a week ago have expired, whatever they are for', async () => {
  const owner = (await invited('olga')).link;
  await accept(owner);
  const olga = await PublicDoor.signedIn(run.door.url, 'olga@studio.example', password);
  await olga.must('POST', '/me/email-changes', { body: { email: 'olga@home.example' } });
  const change = await newestLink('olga@home.example');
  await run.door.must('POST', '/accounts', { body: { email: 'sam@home.example', firstName: 'Sam', lastName: '' } });
  const signUp = await newestLink('sam@home.example');
  const { link } = await invited('ed');
  clock.shift(eightDays);
  expect(await inspect(link)).toMatchObject(refused('link-expired'));
  expect(await accept(link)).toMatchObject(refused('link-expired'));
  expect(await run.door.post('/email-changes/confirm', { body: change })).toMatchObject(refused('link-expired'));
  expect(await run.door.post('/accounts/confirm', { body: { ...signUp, password } })).toMatchObject(
    refused('link-expired'),
  );
});
