import { createFirstAdmin } from '../../src/first-start/first-admin.js';
import { Installer } from '../../src/first-start/installer.js';
import type { Standalone } from '../../src/standalone.js';

/** The Admin of every test's site. */
export const admin = { email: 'ada@studio.example', password: 'correct horse battery staple' } as const;

/** A team with so many seats, one site `studio` and its Admin; doing it again changes nothing. */
export async function openTestSite(standalone: Standalone, seats: number): Promise<void> {
  const installer = new Installer(standalone);
  const teamId = installer.idOf('team', 'test');
  const siteId = installer.idOf('site', 'test');
  const team = { teamId, name: 'Test team', total: seats };
  await installer.send('post', 'licensing', '/teams', 'team', { body: team, ignore: ['team-exists'] });
  const site = { siteId, teamId, slug: 'studio', name: 'Test studio', kind: 'subscription' };
  const body = { ...site, accountMode: 'migrated', accessModel: 'single-role' };
  await installer.send('post', 'directory', '/sites', 'site', { body, ignore: ['site-exists'] });
  await installer.quiet();
  const person = { firstName: 'Ada', lastName: 'Lovelace', login: 'ada', role: 'Admin', mustChange: false, ...admin };
  await createFirstAdmin(installer, { teamId, siteId, person });
  await installer.quiet();
  standalone.setUpDone();
}
