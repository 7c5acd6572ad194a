import type { Installer } from './installer.js';
import type { StudioIds } from './open-studio.js';
import type { StudioFiles } from './studio-files.js';
import { roleNamed } from './first-admin.js';
import { personByLogin } from './people-of-site.js';

/** Told how many of how many rows are in. */
export type ImportProgress = (applied: number, of: number) => void;

type ImportState = Readonly<{ state: string; counts: Readonly<{ rows: number; applied: number; refused: number }> }>;

/** Both people files through the ordinary importer, then what no file can say (steps 4 and 5). */
export async function importPeople(
  installer: Installer,
  files: StudioFiles,
  { siteIds }: StudioIds,
  progress: ImportProgress,
): Promise<void> {
  for (const [slug, file] of files.people) {
    const siteId = siteIds.get(slug)!;
    const { importId } = await installer.upload<{ importId: string }>(
      'directory',
      `/sites/${siteId}/imports`,
      `import ${slug}`,
      file,
      { rows: 'all-or-nothing', invitations: 'send' },
    );
    await installer.until(async () => {
      const { state, counts } = await installer.ask<ImportState>('directory', `/sites/${siteId}/imports/${importId}`);
      progress(counts.applied + counts.refused, counts.rows);
      return state === 'finished';
    });
    await installer.quiet();
  }
  await giveSecondRoles(installer, files, siteIds);
  for (const { site, name, disableAfterImport } of files.roles) {
    if (!disableAfterImport) continue;
    const roleId = await roleNamed(installer, siteIds.get(site)!, name);
    await installer.send(
      'post',
      'authorization',
      `/sites/${siteIds.get(site)}/roles/${roleId}/disable`,
      `disable ${site} ${name}`,
    );
  }
  await archiveProjects(installer, files, siteIds);
}

async function giveSecondRoles(installer: Installer, files: StudioFiles, siteIds: ReadonlyMap<string, string>) {
  for (const { site, login, roles } of files.assignments) {
    const siteId = siteIds.get(site)!;
    const { personId } = await personByLogin(installer, siteId, login);
    const assignments = await Promise.all(
      roles.map(async ({ role, allOpenProjects, projects }) => ({
        roleId: await roleNamed(installer, siteId, role),
        scope: { allOpen: allOpenProjects, projectIds: projects.map((name) => projectIdOf(installer, site, name)) },
      })),
    );
    const path = `/sites/${siteId}/people/${personId}/assignments`;
    const expected = await installer.versionOf('authorization', path);
    await installer.send('put', 'authorization', path, `roles ${site} ${login}`, {
      body: { assignments },
      ...(expected === undefined ? {} : { expected }),
    });
  }
}

async function archiveProjects(installer: Installer, { projects }: StudioFiles, siteIds: ReadonlyMap<string, string>) {
  for (const { Site, Name, Archived } of projects) {
    if (Archived !== 'yes') continue;
    const path = `/sites/${siteIds.get(Site)}/projects/${projectIdOf(installer, Site, Name)}/archive`;
    await installer.send('post', 'directory', path, `archive ${Site} ${Name}`);
  }
}

/** A project's id follows from the command that created it. */
const projectIdOf = (installer: Installer, site: string, name: string): string =>
  installer.idOf('project', installer.commandIdOf(`project ${site} ${name}`));
