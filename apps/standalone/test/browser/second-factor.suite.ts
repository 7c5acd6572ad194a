import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { authenticatorCode } from '../harness/authenticator.js';
import { startBrowser, Visitor } from '../harness/browser.js';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';
import { createShiftedClock } from '../harness/shifted-clock.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';

const [email, password] = ['zoe@studio.example', 'quiet rivers carry nine paper boats'];

/** A second factor turned on, used, lost and reset; the web app has been built. */
export function secondFactorInBrowser(screenshots: string): void {
  const clock = createShiftedClock();
  let run: RunningStandalone;
  let browser: Browser;
  let [zoe, ada]: Visitor[] = [];
  let personId: string;
  let secret: string;
  let recoveryCodes: readonly string[];

  beforeAll(async () => {
    run = await runStandalone({ clock });
    const person = { firstName: 'Zoë', lastName: 'Janssens', login: 'zoe', email };
    personId = (await run.asAdmin.must('POST', `/sites/${run.siteId}/people`, { body: person })).id;
    await run.quiet();
    const accepted = { ...linkIn((await mailsTo(run.door, email))[0]!), password };
    await run.door.must('POST', '/invitations/accept', {
      body: { ...accepted, firstName: 'Zoë', lastName: 'Janssens' },
    });
    browser = await startBrowser();
    zoe = await Visitor.arrive(browser, run.standalone.url, screenshots);
    ada = await Visitor.arrive(browser, run.standalone.url, screenshots);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await run?.end();
  }, 60_000);

  async function typePassword(visitor: Visitor, name = email, word = password): Promise<void> {
    await visitor.page.goto('/sign-in');
    await visitor.signIn(name, word);
  }
  /** Types a code of either kind at the second step, and answers what the API said of it. */
  async function typeCode({ page }: Visitor, label: 'Code' | 'Recovery code', code: string): Promise<number> {
    await page.getByLabel(label, { exact: true }).fill(code);
    const answered = page.waitForResponse((response) => response.url().endsWith('/sessions/current/second-factor'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    return (await answered).status();
  }
  const isIn = ({ page }: Visitor) => page.getByRole('heading', { level: 1, name: /Projects – / }).waitFor();
  async function signOut({ page }: Visitor): Promise<void> {
    await page.getByRole('button', { name: /Zoë/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  }
  const shown = (): string => authenticatorCode(secret, clock.now());
  const statusOf = ({ page }: Visitor, path: string): Promise<number> =>
    page.evaluate(async (asked) => (await fetch(`/api/v1${asked}`)).status, path);

  test('ASVS 6.3.3 ASVS 7.5.1 an authenticator app is set up with the password and proved by a code; recovery codes are shown once', async () => {
    const { page } = zoe!;
    await typePassword(zoe!);
    await isIn(zoe!);
    await page.goto('/profile');
    const section = page.getByRole('region', { name: 'Second factor' });
    await section.getByLabel('Your password', { exact: true }).fill('not the password');
    await section.getByRole('button', { name: 'Set up an authenticator app' }).click();
    await section.getByRole('alert').waitFor();
    await section.getByLabel('Your password', { exact: true }).fill(password);
    await section.getByRole('button', { name: 'Set up an authenticator app' }).click();
    await section.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    secret = (await section.locator('code').innerText()).replaceAll(' ', '');
    expect(await zoe!.inspect('second-factor-set-up')).toEqual([]);
    await section.getByLabel('Code', { exact: true }).fill('000000');
    await section.getByRole('button', { name: 'Turn on' }).click();
    await section.getByRole('alert').waitFor();
    await section.getByLabel('Code', { exact: true }).fill(shown());
    await section.getByRole('button', { name: 'Turn on' }).click();
    const codes = section.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await codes.nth(9).waitFor();
    recoveryCodes = await codes.allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    expect(await zoe!.inspect('second-factor-codes')).toEqual([]);
    await section.getByRole('button', { name: 'I have kept them' }).click();
    await section.getByText('Recovery codes left: 10').waitFor();
    await page.reload();
    await section.getByText('Recovery codes left: 10').waitFor();
    expect(await codes.count()).toBe(0);
    const mails = async () => (await mailsTo(run.door, email)).map(({ subject }) => subject);
    await until('a mail told her', async () => (await mails()).includes('A second factor was turned on'));
    await signOut(zoe!);
  }, 120_000);

  test('RFC 6238 ASVS 6.5.1 the password opens nothing before the code of the app; the code is good once', async () => {
    clock.shift(30_000);
    const { page } = zoe!;
    await typePassword(zoe!);
    await page.getByLabel('Code', { exact: true }).waitFor();
    expect(await zoe!.inspect('sign-in-code')).toEqual([]);
    expect(await statusOf(zoe!, '/me')).toBe(401);
    expect(await typeCode(zoe!, 'Code', '000000')).toBe(401);
    await page.getByRole('alert').waitFor();
    const code = shown();
    expect(await typeCode(zoe!, 'Code', code)).toBe(201);
    await isIn(zoe!);
    await signOut(zoe!);
    await typePassword(zoe!);
    expect(await typeCode(zoe!, 'Code', code)).toBe(401);
    await page.getByRole('alert').waitFor();
  }, 120_000);

  test('ASVS 6.5.1 a recovery code signs in once', async () => {
    const { page } = zoe!;
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    expect(await typeCode(zoe!, 'Recovery code', recoveryCodes[0]!)).toBe(201);
    await isIn(zoe!);
    await signOut(zoe!);
    await typePassword(zoe!);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    expect(await typeCode(zoe!, 'Recovery code', recoveryCodes[0]!)).toBe(401);
    await page.getByRole('alert').waitFor();
    expect(await zoe!.inspect('sign-in-recovery-code')).toEqual([]);
    expect(await typeCode(zoe!, 'Recovery code', recoveryCodes[1]!)).toBe(201);
    await isIn(zoe!);
  }, 120_000);

  test('ASVS 6.5.1 ASVS 7.5.1 password and a code get new recovery codes; a wrong one gets none, and signs nobody out', async () => {
    const { page } = zoe!;
    await page.goto('/profile');
    const section = page.getByRole('region', { name: 'Second factor' });
    await section.getByText('Recovery codes left: 8').waitFor();
    await section.getByRole('button', { name: 'New recovery codes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your password', { exact: true }).fill(password);
    await dialog.getByLabel('Code, or a recovery code').fill(recoveryCodes[0]!);
    await dialog.getByRole('button', { name: 'Get new codes' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await zoe!.inspect('second-factor-new-codes')).toEqual([]);
    await dialog.getByLabel('Code, or a recovery code').fill(recoveryCodes[2]!);
    await dialog.getByRole('button', { name: 'Get new codes' }).click();
    const codes = section.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await codes.nth(9).waitFor();
    expect(recoveryCodes).not.toContain(await codes.first().innerText());
    await section.getByText('Recovery codes left: 10').waitFor();
  }, 120_000);

  test('ASVS 6.3.7 an Admin resets it: signed out at once, and in by the password alone', async () => {
    const { page } = ada!;
    await typePassword(ada!, admin.email, admin.password);
    await page.getByRole('heading', { level: 1, name: /People – / }).waitFor();
    await page.goto(`${new URL(page.url()).pathname.replace(/\/people.*/, '')}/people/${personId}`);
    const section = page.getByRole('region', { name: 'Second factor' });
    await section.getByText('An authenticator app, since').waitFor();
    expect(await ada!.inspect('person-second-factor')).toEqual([]);
    await section.getByRole('button', { name: 'Reset second factor' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await section.getByText('None: they sign in').waitFor();
    await zoe!.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await typePassword(zoe!);
    await isIn(zoe!);
  }, 120_000);

  test('nothing else complained in either browser', () => {
    const complaints = [...zoe!.complaints, ...ada!.complaints];
    expect(complaints.filter((text) => !/status of 401/.test(text))).toEqual([]);
  });
}
