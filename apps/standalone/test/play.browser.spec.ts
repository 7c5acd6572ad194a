import type { Json } from './harness/public-door.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { buildWebApp, chromiumPath, startBrowser, Visitor } from './harness/browser.js';
import { expectedStudio, type RunningExample, runExample } from './harness/run-example.js';
import { sessionsInBrowser } from './browser/sessions.suite.js';
import { lockoutInBrowser } from './browser/lockout.suite.js';
import { secondFactorInBrowser } from './browser/second-factor.suite.js';
import { severalRolesInBrowser } from './browser/several-roles.suite.js';

// `.ci/run` installs Chromium and refuses this skip.
const inBrowser = chromiumPath() ? describe : describe.skip;
if (!chromiumPath()) console.log('The browser test is skipped: no Chromium in ROLLCALL_CHROMIUM or PATH.');

const [adminPassword, ownPassword] = ['seven wandering lighthouse keepers', 'quiet rivers carry nine paper boats'];
const newcomer = { first: 'Nia', last: 'Abara', login: 'nia.abara', email: 'nia.abara@newcomers.example.com' };
const broken = fileURLToPath(new URL('../../../examples/studio/broken-people.csv', import.meta.url));
const screenshots = process.env['ROLLCALL_SCREENSHOTS'] ?? join(tmpdir(), 'rollcall-screenshots');

if (chromiumPath()) beforeAll(buildWebApp, 120_000);

inBrowser('the first run in a browser', () => {
  let example: RunningExample;
  let browser: Browser;
  let expected: Json;
  let [admin, artist]: Visitor[] = [];
  beforeAll(async () => {
    [example, expected] = [await runExample(false), await expectedStudio()];
    browser = await startBrowser();
    admin = await Visitor.arrive(browser, example.url, screenshots);
    artist = await Visitor.arrive(browser, example.url, screenshots);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await example?.end();
  }, 60_000);

  const seats = (used: number) => `${used} of 200 seats used · ${200 - used} available`;
  const person = `${newcomer.first} ${newcomer.last}`;
  /** What the newcomer is linked to. */
  const linked = ['Kestrel', 'Nightjar'];
  let personPage: string;

  test('IDN-11 the first Admin signs in, chooses an own password and sees people and seats', async () => {
    const { page } = admin!;
    await page.goto('/');
    expect(await admin!.inspect('sign-in')).toEqual([]);
    await page.getByLabel('Email').fill(example.email);
    await page.getByLabel('Password', { exact: true }).fill(example.oneTimePassword!);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Choose your own password' }).waitFor();
    expect(await admin!.inspect('own-password')).toEqual([]);
    const current = page.getByLabel('Current password', { exact: true });
    if (await current.isVisible()) await current.fill(example.oneTimePassword!);
    await page.getByLabel('New password', { exact: true }).fill(adminPassword);
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.getByRole('heading', { level: 1, name: /People – / }).waitFor();
    await page.getByText(seats(187)).waitFor();
    await page.getByText('168 people').waitFor();
    await page.getByRole('link', { name: 'Check for un-synced users' }).waitFor();
    expect(await admin!.inspect('people')).toEqual([]);
  }, 120_000);

  test('DIR-10 a file with mistakes tells each of them, and its good rows are imported', async () => {
    const { page } = admin!;
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    expect(await admin!.inspect('imports')).toEqual([]);
    await page.getByLabel('File').setInputFiles(broken);
    await page.getByText('Hold invitations').click();
    await page.getByRole('button', { name: 'Check file' }).click();
    const found = expected.brokenPeople.findings.length;
    await page.getByText(`${found} findings; 6 of 18 rows are good`).waitFor();
    expect(await admin!.inspect('import-checked')).toEqual([]);
    await page.getByText('Good rows only').click();
    await page.getByRole('button', { name: 'Import the 6 good rows' }).click();
    await page.getByText('6 people were imported').waitFor();
    expect(await admin!.inspect('import-finished')).toEqual([]);
  }, 120_000);

  test('DIR-07 STO-1 + Person: the row appears and tells its story to the invitation', async () => {
    const { page } = admin!;
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByRole('button', { name: '+ Person' }).click();
    const dialog = page.getByRole('dialog', { name: 'New person' });
    await dialog.getByLabel('First Name').fill(newcomer.first);
    await dialog.getByLabel('Last Name').fill(newcomer.last);
    await dialog.getByLabel('Login').fill('anouk.lavoie');
    await dialog.getByLabel('Email').fill(newcomer.email);
    await dialog.getByRole('combobox', { name: 'Permission Group' }).click();
    await page.getByRole('option', { name: 'Artist', exact: true }).click();
    for (const project of linked) {
      await dialog.getByRole('combobox', { name: 'Projects' }).fill(project);
      await page.getByRole('option', { name: project, exact: true }).click();
    }
    await page.keyboard.press('Tab');
    expect(await admin!.inspect('new-person')).toEqual([]);
    await dialog.getByRole('button', { name: 'Create Person' }).click();
    await dialog.getByText(/login/i).and(dialog.locator('[class*=error]')).first().waitFor();
    forgive(admin!);
    await dialog.getByLabel('Login').fill(newcomer.login);
    await dialog.getByRole('button', { name: 'Create Person' }).click();
    const story = page.getByRole('region', { name: 'New person' });
    await story.and(page.locator('[data-settled=true]')).waitFor();
    expect(await admin!.inspect('person-created')).toEqual([]);
    await story.getByRole('link', { name: person }).click();
    await page.getByRole('heading', { level: 1, name: person }).waitFor();
    personPage = new URL(page.url()).pathname;
    expect(await admin!.inspect('person')).toEqual([]);
  }, 120_000);

  test('STO-6 the newcomer reads the mail, accepts, chooses a password and sees exactly the linked projects', async () => {
    const { page } = artist!;
    await page.goto('/mailbox');
    await page.getByRole('row').filter({ hasText: newcomer.email }).getByRole('link').click();
    const button = page.frameLocator('iframe').getByRole('link', { name: 'ACCEPT INVITATION' });
    await button.waitFor();
    expect(await artist!.inspect('mail')).toEqual([]);
    await page.goto((await button.getAttribute('href'))!);
    expect(await page.getByLabel('First Name').inputValue()).toBe(newcomer.first);
    await page.getByLabel('Password', { exact: true }).fill(ownPassword);
    expect(await artist!.inspect('accept')).toEqual([]);
    await page.getByRole('button', { name: 'Accept invitation' }).click();
    await page.getByRole('heading', { level: 1, name: /Projects – / }).waitFor();
    const table = page.getByRole('table', { name: 'Projects' });
    await table.getByRole('row').nth(linked.length).waitFor();
    const names = await table.getByRole('row').locator('[role=cell]:first-child').allTextContents();
    expect(names.toSorted()).toEqual(linked);
    expect(await artist!.inspect('projects-of-artist')).toEqual([]);
    for (const name of ['People', 'Import', 'Diagnostics']) {
      expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0);
    }
    expect(await page.getByRole('button', { name: '+ Person' }).count()).toBe(0);
    expect(await page.getByText('seats used').count()).toBe(0);
  }, 120_000);

  test('AUT-06 an Artist is answered as the OpenAPI says, in pages and in the API', async () => {
    const { page } = artist!;
    const [, , slug] = personPage.split('/');
    const statusOf = (path: string) => page.evaluate(async (asked) => (await fetch(`/api/v1${asked}`)).status, path);
    const { sites } = await apiOf(artist!, '/me');
    const site = `/sites/${sites[0].siteId}`;
    const foreign = await projectNamed(admin!, site, 'Salt Harvest');
    const asked = ['people', 'seats', 'imports', 'diagnostic-runs'].map((path) => `${site}/${path}`);
    expect(await Promise.all(asked.map(statusOf))).toEqual([403, 403, 403, 403]);
    expect(await statusOf(`${site}/projects/${foreign}`)).toBe(404);
    forgive(artist!);
    for (const path of ['people', 'imports', 'diagnostics']) {
      await page.goto(`/sites/${slug}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
    }
    expect(await artist!.inspect('not-for-artists')).toEqual([]);
  }, 120_000);

  test('STO-8 disabled: the open page falls back to the sign-in, the old session is refused, the seat is free', async () => {
    const { page } = artist!;
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: /Projects – / }).waitFor();
    const before = await usedSeats(admin!);
    await admin!.page.goto(personPage);
    await admin!.page.getByRole('button', { name: 'Disable' }).click();
    const dialog = admin!.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(401);
    forgive(artist!);
    await admin!.page.getByRole('link', { name: 'People', exact: true }).click();
    await admin!.page.getByText(seats(before - 1)).waitFor();
  }, 120_000);

  test('DGN-01 DGN-08 DGN-12 the check finds the nine, resolves them, and finds nobody afterwards', async () => {
    const { page } = admin!;
    await page.getByRole('link', { name: 'Check for un-synced users' }).click();
    await page.getByRole('button', { name: 'Check for un-synced users' }).click();
    const table = page.getByRole('table', { name: 'Un-synced users' });
    await page.getByRole('button', { name: 'Resolve errors (9)' }).waitFor();
    await table.getByRole('row').nth(9).waitFor();
    const rows = await table.getByRole('row').all();
    const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allTextContents()));
    const wanted = expected.drift.filter(({ site }: Json) => site === 'montreal');
    expect(cells.map(([, login]) => login).toSorted()).toEqual(wanted.map(({ login }: Json) => login).toSorted());
    await chooseStatus(admin!, 'gael.lefevre', 'inactive');
    await page.getByText('1 override').waitFor();
    expect(await admin!.inspect('diagnostics')).toEqual([]);
    await chooseStatus(admin!, 'gael.lefevre', 'active');
    await page.getByText('1 override').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Resolve errors (9)' }).click();
    await page.getByText('All errors were resolved').waitFor();
    expect(await admin!.inspect('diagnostics-resolved')).toEqual([]);
    await page.getByRole('link', { name: 'Run the check again' }).click();
    await page.getByRole('button', { name: 'Check for un-synced users' }).click();
    await page.getByText('All users are synced').waitFor();
  }, 120_000);

  test('nothing complained in either browser', () => {
    expect([...admin!.complaints, ...artist!.complaints]).toEqual([]);
  });
});

// In one file with the others: the web app is built once, and one browser at a time has the machine.
inBrowser('several roles in a browser', () => severalRolesInBrowser(screenshots));
inBrowser('sessions in a browser', () => sessionsInBrowser(screenshots));
inBrowser('locked out and back in, in a browser', () => lockoutInBrowser(screenshots));
inBrowser('a second factor in a browser', () => secondFactorInBrowser(screenshots));

async function chooseStatus({ page }: Visitor, login: string, status: string): Promise<void> {
  await page.getByRole('combobox', { name: `Status of ${login}` }).click();
  await page.getByRole('option', { name: status, exact: true }).click();
}

/** Asked for on purpose: the browser reports each refusal on its console. */
function forgive(visitor: Visitor): void {
  const left = visitor.complaints.filter((text) => !/status of (401|403|404|409)/.test(text));
  visitor.complaints.splice(0, Infinity, ...left);
}

const apiOf = (visitor: Visitor, path: string): Promise<Json> =>
  visitor.page.evaluate(async (asked) => (await fetch(`/api/v1${asked}`)).json(), path);

async function projectNamed(visitor: Visitor, site: string, name: string): Promise<string> {
  const { items } = await apiOf(visitor, `${site}/projects?limit=500`);
  return items.find((project: { name: string }) => project.name === name).id;
}

async function usedSeats(visitor: Visitor): Promise<number> {
  const { sites } = await apiOf(visitor, '/me');
  const { siteId } = sites.find(({ slug }: { slug: string }) => slug === 'montreal');
  return (await apiOf(visitor, `/sites/${siteId}/seats`)).used;
}
