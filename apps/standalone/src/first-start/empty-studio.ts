import { createFirstAdmin } from './first-admin.js';
import type { Installer } from './installer.js';

/** `ROLLCALL_EXAMPLE=none`: one site `studio` of one team with 10 seats, and its Admin, whose account it answers. */
export async function openEmptyStudio(
  installer: Installer,
  admin: Readonly<{ email: string; password: string; mustChange: boolean }>,
): Promise<string> {
  const teamId = installer.idOf('team', 'studio');
  const siteId = installer.idOf('site', 'studio');
  await installer.send('post', 'licensing', '/teams', 'team', {
    body: { teamId, name: 'Studio', total: 10 },
    ignore: ['team-exists'],
  });
  const site = { siteId, teamId, slug: 'studio', name: 'Studio', kind: 'subscription' };
  const body = { ...site, accountMode: 'migrated', accessModel: 'single-role' };
  await installer.send('post', 'directory', '/sites', 'site studio', { body, ignore: ['site-exists'] });
  await installer.quiet();
  const person = { firstName: 'First', lastName: 'Admin', login: 'admin', role: 'Admin', ...admin };
  const accountId = await createFirstAdmin(installer, { teamId, siteId, person });
  await installer.quiet();
  return accountId;
}
