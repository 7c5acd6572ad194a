import { createFirstAccount, enterSite, roleNamed } from './first-admin.js';
import type { Installer } from './installer.js';

/** `ROLLCALL_EXAMPLE=none`: one site `studio` of one team with so many seats, and its Admin, whose account it answers. */
export async function openEmptyStudio(
  installer: Installer,
  admin: Readonly<{ email: string; password: string; mustChange: boolean }>,
  seats = 10,
): Promise<string> {
  const teamId = installer.idOf('team', 'studio');
  const siteId = installer.idOf('site', 'studio');
  await installer.send('post', 'licensing', '/teams', 'team', {
    body: { teamId, name: 'Studio', total: seats },
    ignore: ['already-exists'],
  });
  const site = { siteId, teamId, slug: 'studio', name: 'Studio', kind: 'subscription' };
  const body = { ...site, accountMode: 'migrated', accessModel: 'single-role' };
  await installer.send('post', 'directory', '/sites', 'site studio', { body, ignore: ['site-exists'] });
  await installer.quiet();
  const name = { firstName: 'First', lastName: 'Admin' };
  const accountId = await createFirstAccount(installer, teamId, { ...name, ...admin });
  const roleId = await roleNamed(installer, siteId, 'Admin');
  const person = { ...name, login: 'admin', email: admin.email, roleId, projectIds: [], groupIds: [] };
  const created = { ...person, status: 'active', welcome: 'hold' };
  await installer.send('post', 'directory', `/sites/${siteId}/people`, 'first person', { body: created });
  await installer.quiet();
  await enterSite(installer, siteId, 'admin', accountId);
  return accountId;
}
