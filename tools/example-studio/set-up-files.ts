import type { Cast } from './cast.js';
import { csvRow } from './csv-text.js';
import type { PersonRecord } from './records.js';
import { firstAdmin } from './remarkable-people.js';
import { groups, projects, twoAssignments } from './sites.js';
import { targets } from './targets.js';

/** The team, its subscription, its sites and who opens them. */
export function teamFile(records: readonly PersonRecord[]): string {
  const { firstName, lastName, login } = firstAdmin;
  const email = records[0]?.email;
  const site = (slug: string, name: string, accessModel: string, more: object) => ({
    slug,
    name,
    kind: 'subscription',
    accountMode: 'migrated',
    accessModel,
    people: `people-${slug}.csv`,
    ...more,
  });
  const team = {
    team: {
      name: targets.team.name,
      subscription: { type: 'standard', seats: targets.team.seats },
      primaryAdmin: { site: 'montreal', login },
    },
    firstAdmin: { site: 'montreal', role: 'Admin', firstName, lastName, login, email },
    sites: [
      site('montreal', 'Halcyon Montréal', 'single-role', { groups }),
      site('mumbai', 'Halcyon Mumbai', 'multi-role', { groups: [] }),
    ],
  };
  return `${JSON.stringify(team, undefined, 2)}\n`;
}

/** The projects of both sites, without the Template Project that every site has. */
export function projectsFile(): string {
  const rows = projects.map(({ site, name, access, archived }) =>
    csvRow([site, name, access, archived ? 'yes' : 'no'], ','),
  );
  return `${['Site,Name,Access,Archived', ...rows].join('\n')}\n`;
}

const rolesBesideTheDefaults = `# Roles beside those that every site starts with, assignments that no people file can say, and keys for machines.
roles:
  - site: montreal
    name: Supervisor
    description: Leads a department on a show; sees every project.
    template: Manager
  - site: montreal
    name: HR
    description: May disable people and nothing else.
    template: none
    permissions:
      entity/Person/see: true
      entity/Person/edit: true
      field/Person/name/edit: false
      field/Person/login/edit: false
      field/Person/email/edit: false
      field/Person/status/edit: true
      field/Person/credential/edit: false
      field/Person/permissionGroup/edit: false
      field/Person/projects/edit: false
      field/Person/groups/edit: false
      field/Person/thumbnail/edit: false
      entity/Project/see: true
      advanced/See all projects: true
  - site: montreal
    name: Client
    description: Reviewed last year's shows. Nobody new gets it.
    template: Vendor
    # Switched off once the people are imported: two still hold it.
    disableAfterImport: true
`;

/** Roles, second assignments and API keys. */
export function rolesFile(two: readonly PersonRecord[]): string {
  const assignments = two.flatMap(({ site, human }) => [
    `  - site: ${site}`,
    `    login: ${human.login}`,
    '    roles:',
    ...twoAssignments.map(
      ({ role, project }) => `      - { role: ${role}, allOpenProjects: false, projects: [${project}] }`,
    ),
  ]);
  const keys = ['  - site: mumbai', '    name: Render farm', '    role: API'];
  return [
    rolesBesideTheDefaults.trimEnd(),
    '# Applied after the import, in place of the one role of the file: one role on one project, another on the other.',
    'assignments:',
    ...assignments,
    'apiKeys:',
    ...keys,
    '',
  ].join('\n');
}

/** Whose invitation is accepted on first start: site and login a line. */
export function acceptancesFile({ accepted }: Cast): string {
  return accepted.map(({ site, human }) => `${site} ${human.login}\n`).join('');
}
