import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';

/** A site of the example, with its groups and the file of its people. */
export type StudioSite = Readonly<{
  slug: string;
  name: string;
  kind: 'subscription' | 'trial' | 'educational';
  accountMode: 'legacy' | 'migrated';
  accessModel: 'single-role' | 'multi-role';
  people: string;
  groups: readonly string[];
}>;
/** Whoever signs in first. */
export type FirstAdmin = Readonly<{
  site: string;
  role: string;
  firstName: string;
  lastName: string;
  login: string;
  email: string;
}>;
/** A role beside those a site starts with. */
export type StudioRole = Readonly<{
  site: string;
  name: string;
  description: string;
  template: string;
  permissions?: Readonly<Record<string, boolean>>;
  disableAfterImport?: boolean;
}>;
/** The roles of a person that no people file can say. */
export type StudioAssignment = Readonly<{
  site: string;
  login: string;
  roles: readonly Readonly<{ role: string; allOpenProjects: boolean; projects: readonly string[] }>[];
}>;
/** One operation outside the sites, or by the first Admin after the import (examples/studio/README.md). */
export type PortalOperation =
  | Readonly<{ op: 'disable'; site: string; login: string }>
  | Readonly<{ op: 'enable'; site: string; login: string }>
  | Readonly<{ op: 'edit-email'; site: string; login: string; email: string; confirmTwin: boolean }>
  | Readonly<{ op: 'assign-seat' | 'unassign-seat'; email: string }>
  | Readonly<{ op: 'sign-up'; email: string; firstName: string; lastName: string }>
  | Readonly<{ op: 'change-email'; account: string; email: string }>
  | Readonly<{ op: 'close-account'; account: string }>;
/** A project of a site. */
export type StudioProject = Readonly<{
  Site: string;
  Name: string;
  Access: 'open' | 'private';
  Archived: 'yes' | 'no';
}>;

/** Everything an example studio is set up from. */
export type StudioFiles = Readonly<{
  team: Readonly<{ name: string; subscription: Readonly<{ seats: number }> }>;
  firstAdmin: FirstAdmin;
  sites: readonly StudioSite[];
  projects: readonly StudioProject[];
  roles: readonly StudioRole[];
  assignments: readonly StudioAssignment[];
  /** The bytes of each site's people file, by slug. */
  people: ReadonlyMap<string, string>;
  acceptances: readonly Readonly<{ site: string; login: string }>[];
  portal: readonly PortalOperation[];
}>;

/** Reads the files of an example studio; they are the project's own, so their shapes are trusted. */
export async function readStudioFiles(folder: string): Promise<StudioFiles> {
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const lines = async (name: string): Promise<readonly string[]> => (await text(name)).split('\n').filter(Boolean);
  const team = JSON.parse(await text('team.json')) as Pick<StudioFiles, 'team' | 'firstAdmin' | 'sites'>;
  const roles = parseYaml(await text('roles.yaml')) as Pick<StudioFiles, 'roles' | 'assignments'>;
  const files = team.sites.map(async ({ slug, people }) => [slug, await text(people)] as const);
  return {
    ...team,
    roles: roles.roles,
    assignments: roles.assignments,
    projects: parseCsv(await text('projects.csv'), { columns: true }) as unknown as readonly StudioProject[],
    people: new Map(await Promise.all(files)),
    acceptances: (await lines('acceptances.txt')).map((line) => {
      const [site = '', login = ''] = line.split(' ');
      return { site, login };
    }),
    portal: (await lines('portal.ndjson')).map((line) => JSON.parse(line) as PortalOperation),
  };
}

/** The same studio with another address of the first Admin, in the people files, too. */
export function withAdminEmail(files: StudioFiles, email: string | undefined): StudioFiles {
  if (email === undefined) return files;
  const old = files.firstAdmin.email;
  const people = [...files.people].map(([slug, file]) => [slug, file.replaceAll(old, email)] as const);
  return { ...files, firstAdmin: { ...files.firstAdmin, email }, people: new Map(people) };
}
