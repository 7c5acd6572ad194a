import { createFirstAccount, enterSite } from './first-admin.js';
import type { Installer } from './installer.js';
import { createFirstPerson, openFirstSite } from './open-site.js';

/** `ROLLCALL_EXAMPLE=none`: one site `studio` of one team with so many seats, and its Admin, whose account it answers. */
export async function openEmptyStudio(
  installer: Installer,
  admin: Readonly<{ email: string; password: string; mustChange: boolean }>,
  seats = 10,
): Promise<string> {
  const site = { team: 'Studio', slug: 'studio', name: 'Studio', seats };
  const { teamId, siteId } = await openFirstSite(installer, site);
  const name = { firstName: 'First', lastName: 'Admin' };
  const accountId = await createFirstAccount(installer, teamId, { ...name, ...admin });
  const person = { ...name, login: 'admin', email: admin.email, welcome: 'hold' } as const;
  await createFirstPerson(installer, siteId, person);
  await installer.quiet();
  await enterSite(installer, siteId, 'admin', accountId);
  return accountId;
}
