import type { StudioFiles, StudioRole, StudioSite } from './studio-files.js';
import type { Installer } from './installer.js';
import { createFirstAccount } from './first-admin.js';

/** The ids under which a studio's things are found again. */
export type StudioIds = Readonly<{
  teamId: string;
  siteIds: ReadonlyMap<string, string>;
  adminAccountId: string;
}>;

/** Team, sites, roles, projects, groups and the first Admin's account, each by its service's own command (steps 1 to 3). */
export async function openStudio(
  installer: Installer,
  files: StudioFiles,
  admin: Readonly<{ email: string; password: string; mustChange: boolean }>,
): Promise<StudioIds> {
  const teamId = installer.idOf('team', files.team.name);
  const total = files.team.subscription.seats;
  await installer.send('post', 'licensing', '/teams', 'team', {
    body: { teamId, name: files.team.name, total },
    ignore: ['already-exists'],
  });
  const siteIds = new Map(files.sites.map(({ slug }) => [slug, installer.idOf('site', slug)]));
  for (const site of files.sites) await openSite(installer, site, siteIds.get(site.slug)!, teamId);
  await installer.quiet();
  for (const role of files.roles) await addRole(installer, role, siteIds.get(role.site)!);
  await addProjects(installer, files, siteIds);
  const adminAccountId = await createFirstAccount(installer, teamId, { ...files.firstAdmin, ...admin });
  await installer.quiet();
  return { teamId, siteIds, adminAccountId };
}

async function openSite(installer: Installer, site: StudioSite, siteId: string, teamId: string): Promise<void> {
  const { slug, name, kind, accountMode, accessModel } = site;
  const body = { siteId, teamId, slug, name, kind, accountMode, accessModel };
  await installer.send('post', 'directory', '/sites', `site ${slug}`, { body, ignore: ['site-exists'] });
  for (const group of site.groups) {
    await installer.send('post', 'directory', `/sites/${siteId}/groups`, `group ${slug} ${group}`, {
      body: { name: group },
    });
  }
}

async function addProjects(installer: Installer, { projects }: StudioFiles, siteIds: ReadonlyMap<string, string>) {
  for (const project of projects) {
    const path = `/sites/${siteIds.get(project.Site)}/projects`;
    const body = { name: project.Name, private: project.Access === 'private' };
    await installer.send('post', 'directory', path, `project ${project.Site} ${project.Name}`, { body });
  }
}

async function addRole(installer: Installer, role: StudioRole, siteId: string): Promise<void> {
  const { name, description, template, permissions } = role;
  const path = `/sites/${siteId}/roles`;
  const body = { name, description, template };
  const { roleId } = await installer.send<{ roleId: string }>(
    'post',
    'authorization',
    path,
    `role ${role.site} ${name}`,
    { body },
  );
  if (!permissions) return;
  const expected = await installer.versionOf('authorization', `${path}/${roleId}`);
  await installer.send('patch', 'authorization', `${path}/${roleId}/permissions`, `permissions ${role.site} ${name}`, {
    body: { changes: Object.entries(permissions).map(([permission, to]) => ({ path: permission, to })) },
    ...(expected === undefined ? {} : { expected }),
  });
}
