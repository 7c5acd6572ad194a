import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startBrowser, Visitor } from '../harness/browser.js';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import type { Json } from '../harness/public-door.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';
import { createShiftedClock } from '../harness/shifted-clock.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';

const email = 'zoe@studio.example';
const [oldPassword, newPassword] = ['quiet rivers carry nine paper boats', 'a brass kettle under the northern stairs'];
const aMinute = 61_000;

/** Locked out and back in; the web app has been built. */
export function lockoutInBrowser(screenshots: string): void {
  const clock = createShiftedClock();
  let run: RunningStandalone;
  let browser: Browser;
  let [zoe, ada]: Visitor[] = [];
  let personId: string;

  beforeAll(async () => {
    run = await runStandalone({ clock });
    const person = { firstName: 'Zoë', lastName: 'Janssens', login: 'zoe', email };
    personId = (await run.asAdmin.must('POST', `/sites/${run.siteId}/people`, { body: person })).id;
    await run.quiet();
    const accepted = { ...linkIn((await mailsTo(run.door, email))[0]!), password: oldPassword };
    await run.door.must('POST', '/invitations/accept', {
      body: { ...accepted, firstName: 'Zoë', lastName: 'Janssens' },
    });
    await (await run.door.signedIn(email, oldPassword)).must('GET', `/sites/${run.siteId}/projects`);
    await run.quiet();
    browser = await startBrowser();
    zoe = await Visitor.arrive(browser, run.standalone.url, screenshots);
    ada = await Visitor.arrive(browser, run.standalone.url, screenshots);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await run?.end();
  }, 60_000);

  /** Types a password at the sign-in page, and answers what the API said of it. */
  async function tryPassword(visitor: Visitor, password: string, name = email): Promise<number> {
    const answered = visitor.page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions'));
    await visitor.signIn(name, password);
    return (await answered).status();
  }
  const personSeen = (): Promise<Json> => run.asAdmin.must('GET', `/sites/${run.siteId}/people/${personId}`);
  /** Mails with this subject that lie in the mailbox for somebody. */
  const mailsCalled = async (to: string, subject: string): Promise<number> =>
    (await mailsTo(run.door, to)).filter((mail) => mail.subject === subject).length;
  /** Opens the newest mail to Zoë in the mailbox, and answers where its button leads. */
  async function buttonInMail({ page }: Visitor, label: string): Promise<string> {
    await page.goto('/mailbox');
    await page.getByRole('row').filter({ hasText: email }).first().getByRole('link').click();
    const button = page.frameLocator('iframe').getByRole('link', { name: label });
    await button.waitFor();
    return (await button.getAttribute('href'))!;
  }

  test('IDN-25 IDN-26 after ten wrong passwords the right one is refused, and a way out is offered to whoever is refused', async () => {
    const { page } = zoe!;
    await page.goto('/');
    for (let tries = 0; tries < 10; tries += 1) expect(await tryPassword(zoe!, `wrong ${tries}`)).toBe(401);
    await page.getByRole('link', { name: 'Reset your password' }).waitFor();
    expect(await zoe!.inspect('sign-in-refused')).toEqual([]);
    clock.shift(aMinute);
    expect(await tryPassword(zoe!, oldPassword)).toBe(401);
    await page.getByRole('alert').waitFor();
    const said = await page.getByRole('main').innerText();
    expect(await tryPassword(zoe!, oldPassword, 'nobody@studio.example')).toBe(401);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('main').innerText()).toBe(said);
  }, 120_000);

  test('IDN-30 IDN-31 Locked Until shows in the row and on the page, and the Admin is told by mail', async () => {
    const { page } = ada!;
    await page.goto('/');
    expect(await tryPassword(ada!, admin.password, admin.email)).toBe(201);
    await page.getByRole('heading', { level: 1, name: /People – / }).waitFor();
    await page.getByRole('combobox', { name: 'Locked Until' }).click();
    await page.getByRole('option', { name: 'Locked', exact: true }).click();
    await page.getByText('1 person').waitFor();
    await page.keyboard.press('Escape');
    const row = page.getByRole('row').filter({ hasText: 'Zoë' });
    await row.locator('time').first().waitFor();
    expect(await ada!.inspect('people-locked')).toEqual([]);
    await row.getByRole('link').first().click();
    await page.getByRole('status').filter({ hasText: 'Locked Until' }).waitFor();
    await page.getByRole('combobox', { name: 'Subscribe to all Security emails' }).click();
    await page.getByRole('option', { name: 'Yes' }).click();
    await until('it was chosen', async () => (await personSeen()).securityEmails === true);
    expect(await ada!.inspect('person-locked')).toEqual([]);
    await until(
      'the Admin was told',
      async () => (await mailsCalled(admin.email, 'An account is locked on Studio')) === 1,
    );
  }, 120_000);

  test('IDN-13 IDN-15 Reset Password sends nothing before Save, and a link with it', async () => {
    const { page } = ada!;
    const sent = () => mailsCalled(email, 'Choose a new password');
    await page.getByRole('button', { name: 'Reset Password' }).click();
    await page.getByText(`A mail with a link to choose a new one goes to ${email} when you save.`).waitFor();
    expect(await ada!.inspect('password-staged')).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Reset Password' }).click();
    await run.quiet();
    expect(await sent()).toBe(0);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The mail is on its way.').waitFor();
    await until('the mail came', async () => (await sent()) === 1);
  }, 120_000);

  test('IDN-16 IDN-17 IDN-37 Forgot password: mail, form, new password, signed in; the link is used up, and the one before void', async () => {
    const { page } = zoe!;
    const voided = await buttonInMail(zoe!, 'CREATE NEW PASSWORD');
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(email);
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.waitForURL(/\/user\/forgot_password/);
    expect(await page.getByLabel('Email').inputValue()).toBe(email);
    expect(await zoe!.inspect('forgot-password')).toEqual([]);
    await page.getByRole('button', { name: 'Send link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    expect(await zoe!.inspect('forgot-password-asked')).toEqual([]);
    await until('another mail came', async () => (await mailsCalled(email, 'Choose a new password')) === 2);
    const link = await buttonInMail(zoe!, 'CREATE NEW PASSWORD');
    await page.goto(voided);
    await page.getByText('This link was used or replaced.').waitFor();
    for (let opened = 0; opened < 2; opened += 1) {
      await page.goto(link);
      await page.reload();
      await page.getByLabel('New password', { exact: true }).waitFor();
    }
    await page.getByLabel('New password', { exact: true }).fill(newPassword);
    expect(await zoe!.inspect('reset-password')).toEqual([]);
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.getByText('Your new password is saved').waitFor();
    expect(await page.getByLabel('Email').inputValue()).toBe(email);
    expect(await tryPassword(zoe!, oldPassword)).toBe(401);
    expect(await tryPassword(zoe!, newPassword)).toBe(201);
    await page.getByRole('heading', { level: 1, name: /Projects – / }).waitFor();
    await page.goto(link);
    await page.getByText('This link was used or replaced.').waitFor();
    await ada!.page.getByRole('status').filter({ hasText: 'Locked Until' }).waitFor({ state: 'hidden' });
    expect(await personSeen()).not.toHaveProperty('lockedUntil');
  }, 120_000);

  test('nothing else complained in either browser', () => {
    const complaints = [...zoe!.complaints, ...ada!.complaints];
    expect(complaints.filter((text) => !/status of (401|410)/.test(text))).toEqual([]);
  });
}
