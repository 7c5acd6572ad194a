import { brokenPeopleExpected } from './broken-people.js';
import type { Cast } from './cast.js';
import type { Operation } from './portal.js';
import type { PersonRecord } from './records.js';
import { firstAdmin } from './remarkable-people.js';
import { groups, projects, siteSlugs, type SiteSlug } from './sites.js';
import { StudioModel } from './studio-model.js';
import { targets } from './targets.js';

/** Plays the first start on the model and counts at every stage what the README and the tests rely on. */
export function countStudio(records: readonly PersonRecord[], cast: Cast, operations: readonly Operation[]) {
  const model = new StudioModel(firstAdmin.login);
  for (const record of records) model.import(record);
  const afterImport = figures(model);
  // The first admin has an account from the start and signs in to montreal, where the script works.
  model.accept('montreal', firstAdmin.login);
  for (const { site, human } of cast.accepted) model.accept(site, human.login);
  const seatsUsedAfter = operations.map((operation) => {
    model.apply(operation);
    return model.seatsUsed;
  });
  const afterPortal = figures(model);
  const drift = siteSlugs.flatMap((site) => driftRows(model, site));
  model.resolve('montreal');
  const montrealResolved = figures(model);
  model.resolve('mumbai');
  return {
    team: { name: targets.team.name, sites: siteSlugs, seats: targets.team.seats },
    people: {
      records: records.length,
      humans: new Set(records.map(({ human }) => human)).size,
      onBothSites: records.filter(({ site, human }) => site === 'mumbai' && human.sites.length === 2).length,
      countries: new Set(records.map(({ human }) => human.country)).size,
    },
    sites: Object.fromEntries(siteSlugs.map((site) => [site, shape(records, site)])),
    acceptances: cast.accepted.length,
    afterImport,
    portal: { operations: operations.length, seatsUsedAfter },
    afterPortal: { ...afterPortal, unusedLicences: model.unusedLicences },
    drift,
    afterResolve: {
      montreal: montrealResolved,
      both: figures(model),
      driftLeft: siteSlugs.flatMap((site) => driftRows(model, site)),
    },
    brokenPeople: brokenPeopleExpected,
  };
}

/** What {@link countStudio} counts. */
export type Expected = ReturnType<typeof countStudio>;

function figures(model: StudioModel) {
  const used = model.seatsUsed;
  const site = (slug: SiteSlug) => {
    const people = model.people.filter((person) => person.site === slug).length;
    const active = model.active(slug);
    return { active, disabled: people - active, accountStatus: model.accountStatus(slug) };
  };
  return { seats: { used, available: targets.team.seats - used }, montreal: site('montreal'), mumbai: site('mumbai') };
}

function driftRows(model: StudioModel, site: SiteSlug) {
  return model.drift(site).map(({ person: { login }, drift: { kind, suggestion, repairable, by, evidence } }) => ({
    site,
    login,
    kind,
    suggestion,
    repairable,
    by: by.id,
    evidence: evidence.map(({ eventId }) => eventId.split('/')[0]),
  }));
}

function shape(records: readonly PersonRecord[], site: SiteSlug) {
  const here = records.filter((record) => record.site === site);
  const count = (matches: (record: PersonRecord) => boolean) => here.filter(matches).length;
  const named = <Name extends string>(names: readonly Name[], matches: (record: PersonRecord, name: Name) => boolean) =>
    Object.fromEntries(names.map((name) => [name, count((record) => matches(record, name))]));
  const projectNames = projects.filter((project) => project.site === site).map(({ name }) => name);
  return {
    people: here.length,
    roles: named(Object.keys(targets.roles[site]), (record, role) => record.role === role),
    projects: named(projectNames, (record, project) => record.projects.includes(project)),
    groups: named(site === 'montreal' ? groups : [], (record, group) => record.groups.includes(group)),
    withoutProject: count((record) => record.projects.length === 0),
    onSixProjects: count((record) => record.projects.length === 6),
  };
}
