import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startBrowser, Visitor } from '../harness/browser.js';
import type { Json } from '../harness/public-door.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';

/** Somebody who is signed in at two places; the web app has been built. */
export function sessionsInBrowser(screenshots: string): void {
  let run: RunningStandalone;
  let browser: Browser;
  let [here, there]: Visitor[] = [];

  beforeAll(async () => {
    run = await runStandalone();
    browser = await startBrowser();
    here = await Visitor.arrive(browser, run.standalone.url, screenshots);
    there = await Visitor.arrive(browser, run.standalone.url, screenshots);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await run?.end();
  }, 60_000);

  async function signIn(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(admin.email, admin.password);
    await page.getByRole('heading', { level: 1, name: /People – / }).waitFor();
  }
  const isSignedOut = ({ page }: Visitor) => page.getByRole('button', { name: 'Sign in' }).waitFor();
  /** The program that set the site up is signed in, too. */
  const program = async () => (await run.asAdmin.get('/me')).status;

  test('IDN-52 one sees where one is signed in, and signs another place out', async () => {
    await signIn(here!);
    await signIn(there!);
    const { page } = here!;
    await page.goto('/profile');
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByText('This session').waitFor();
    const places = sessions.getByRole('listitem');
    await until('all three are listed', async () => (await places.count()) === 3);
    expect(await here!.inspect('sessions')).toEqual([]);
    await places.filter({ hasText: 'last seen' }).getByRole('button', { name: 'Sign out' }).click();
    await isSignedOut(there!);
    await until('it is gone from the list', async () => (await places.count()) === 2);
    expect(await program()).toBe(200);
  }, 120_000);

  test('IDN-52 everywhere else at once: programs, too', async () => {
    const { page } = here!;
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await until('this one is left', async () => (await sessions.getByRole('listitem').count()) === 1);
    expect(await program()).toBe(401);
    expect(await page.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(200);
  }, 120_000);

  test('IDN-52 an Admin signs a person out everywhere: here themselves', async () => {
    const { page } = here!;
    const { sites } = (await page.evaluate(async () => (await fetch('/api/v1/me')).json())) as Json;
    const [{ slug, personId }] = sites;
    await page.goto(`/sites/${slug}/people/${personId}`);
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByRole('listitem').waitFor();
    expect(await here!.inspect('person-sessions')).toEqual([]);
    await sessions.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await isSignedOut(here!);
  }, 120_000);
}
