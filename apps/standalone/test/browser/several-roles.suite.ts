import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { enterSite, roleNamed } from '../../src/first-start/first-admin.js';
import { Installer } from '../../src/first-start/installer.js';
import { startBrowser, Visitor } from '../harness/browser.js';
import type { Json } from '../harness/public-door.js';
import { type RunningStandalone, runStandalone } from '../harness/run-standalone.js';
import { admin } from '../harness/test-site.js';

/** What an Admin does where people may hold several roles; the web app has been built. */
export function severalRolesInBrowser(screenshots: string): void {
  let run: RunningStandalone;
  let browser: Browser;
  let visitor: Visitor;
  let site: string;
  let zoe: string;

  beforeAll(async () => {
    run = await runStandalone();
    const siteId = await openManyRoles(run);
    site = `/sites/${siteId}`;
    for (const [name, isPrivate] of [
      ['Nightjar', false],
      ['Ember', true],
    ] as const) {
      await run.asAdmin.must('POST', `${site}/projects`, { body: { name, private: isPrivate } });
    }
    const person = { firstName: 'Zoë', lastName: 'Janssens', login: 'zoe', email: 'zoe@studio.example' };
    zoe = (await run.asAdmin.must('POST', `${site}/people`, { body: { ...person, welcome: 'hold' } })).id;
    await run.quiet();
    browser = await startBrowser();
    visitor = await Visitor.arrive(browser, run.standalone.url, screenshots);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await run?.end();
  }, 60_000);

  const assignments = async (): Promise<readonly Json[]> => {
    const names = await run.asAdmin.must('GET', `${site}/roles`);
    const projects = await run.asAdmin.must('GET', `${site}/projects`);
    const nameIn = ({ items }: Json, wanted: string): string => items.find(({ id }: Json) => id === wanted).name;
    const held = (await run.asAdmin.must('GET', `${site}/people/${zoe}/assignments`)).assignments;
    return held.map(({ roleId, scope }: Json) => [
      ...[nameIn(names, roleId), scope.allOpen],
      ...scope.projectIds.map((id: string) => nameIn(projects, id)),
    ]);
  };

  test('AUT-66 AUT-67 AUT-68 AUT-71 roles are added, limited and removed, and nothing applies before Save', async () => {
    const { page } = visitor;
    expect(await assignments()).toEqual([['User', true]]);
    await page.goto('/');
    await visitor.signIn(admin.email, admin.password);
    await page.getByRole('heading', { level: 1, name: /People – / }).waitFor();
    await page.goto(`/sites/many/people/${zoe}`);
    const roles = page.getByRole('region', { name: 'Roles' });

    await roles.getByRole('combobox', { name: 'Another role' }).click();
    await page.getByRole('option', { name: 'Restricted user' }).click();
    await roles.getByRole('button', { name: 'Add', exact: true }).click();
    const restricted = roles.getByRole('listitem', { name: 'Restricted user' });
    await restricted.getByText('All open projects are reached as User anyway.').waitFor();
    await restricted.getByRole('combobox', { name: 'Projects of Restricted user' }).click();
    await page.getByRole('option', { name: 'Nightjar' }).click();
    await page.keyboard.press('Escape');

    await roles.getByRole('combobox', { name: 'Projects of User' }).click();
    await page.getByRole('option', { name: 'Ember' }).waitFor();
    expect(await page.getByRole('option').allTextContents()).toEqual(['Ember']);
    await page.keyboard.press('Escape');
    await roles.getByRole('listitem', { name: 'User', exact: true }).getByRole('switch').click();
    await restricted.getByText('are reached as').waitFor({ state: 'detached' });
    expect(await visitor.inspect('several-roles')).toEqual([]);
    expect(await assignments()).toEqual([['User', true]]);

    await roles.getByRole('button', { name: 'Save Changes' }).click();
    await roles.getByRole('button', { name: 'Save Changes' }).waitFor({ state: 'detached' });
    expect(await assignments()).toEqual([
      ['User', false],
      ['Restricted user', false, 'Nightjar'],
    ]);

    await roles.getByRole('button', { name: 'Remove User' }).click();
    await roles.getByRole('button', { name: 'Remove Restricted user' }).click();
    await roles.getByText('Everyone holds at least one role.').waitFor();
    expect(await roles.getByRole('button', { name: 'Save Changes' }).isDisabled()).toBe(true);
    await roles.getByRole('button', { name: 'Cancel' }).click();
    await roles.getByRole('button', { name: 'Remove User' }).click();
    await roles.getByRole('button', { name: 'Save Changes' }).click();
    await roles.getByRole('button', { name: 'Save Changes' }).waitFor({ state: 'detached' });
    expect(await assignments()).toEqual([['Restricted user', false, 'Nightjar']]);
    expect(visitor.complaints).toEqual([]);
  }, 120_000);
}

/** A second site of the team, where people may hold several roles, with the same Admin. Answers its id. */
async function openManyRoles({ standalone, teamId, asAdmin }: RunningStandalone): Promise<string> {
  const installer = new Installer(standalone);
  const siteId = installer.idOf('site', 'many');
  const site = { siteId, teamId, slug: 'many', name: 'Many', kind: 'subscription', accountMode: 'migrated' };
  const body = { ...site, accessModel: 'multi-role' };
  await installer.send('post', 'directory', '/sites', 'site many', { body });
  await installer.quiet();
  const roleId = await roleNamed(installer, siteId, 'Administrator');
  const person = { firstName: 'First', lastName: 'Admin', login: 'admin', email: admin.email, roleId };
  const created = { ...person, projectIds: [], groupIds: [], status: 'active', welcome: 'hold' };
  await installer.send('post', 'directory', `/sites/${siteId}/people`, 'admin of many', { body: created });
  await installer.quiet();
  const { accountId } = await asAdmin.must('GET', '/me');
  await enterSite(installer, siteId, 'admin', accountId);
  await installer.quiet();
  return siteId;
}
