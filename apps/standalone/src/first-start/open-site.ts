import { roleNamed } from './first-admin.js';
import type { Installer } from './installer.js';

/** The first site of an installation, and the team that pays for its seats. */
export type FirstSite = Readonly<{ team: string; slug: string; name: string; seats: number }>;
/** The first Admin's person on that site. */
export type FirstPerson = Readonly<{ firstName: string; lastName: string; login: string; email: string }>;

/** The ids that follow from a team's and a site's name. */
export const idsOf = (installer: Installer, { team, slug }: Pick<FirstSite, 'team' | 'slug'>) => ({
  teamId: installer.idOf('team', team),
  siteId: installer.idOf('site', slug),
});

/** Opens a team and one site of it; what is there already stays. */
export async function openFirstSite(installer: Installer, site: FirstSite): Promise<ReturnType<typeof idsOf>> {
  const { slug, name, seats } = site;
  const { teamId, siteId } = idsOf(installer, site);
  await installer.send('post', 'licensing', '/teams', 'team', {
    body: { teamId, name: site.team, total: seats },
    ignore: ['already-exists'],
  });
  const terms = { kind: 'subscription', accountMode: 'migrated', accessModel: 'single-role' } as const;
  const body = { siteId, teamId, slug, name, ...terms };
  await installer.send('post', 'directory', '/sites', `site ${slug}`, { body, ignore: ['site-exists'] });
  // The site has its roles, and everybody has heard of it.
  await installer.quiet();
  return { teamId, siteId };
}

/** Creates the first Admin's person, active; `welcome` says whether an invitation goes out. Answers the person's id. */
export async function createFirstPerson(
  installer: Installer,
  siteId: string,
  person: FirstPerson & Readonly<{ welcome: 'invite' | 'hold' }>,
): Promise<string> {
  const roleId = await roleNamed(installer, siteId, 'Admin');
  const body = { ...person, roleId, projectIds: [], groupIds: [], status: 'active' };
  const step = `first person ${person.email}`;
  const path = `/sites/${siteId}/people`;
  return (await installer.send<{ personId: string }>('post', 'directory', path, step, { body })).personId;
}
