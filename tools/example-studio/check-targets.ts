import { deepStrictEqual } from 'node:assert';
import type { Expected } from './expected.js';
import { projects } from './sites.js';
import { targets } from './targets.js';

/** @throws AssertionError when the studio is not of the shape that was settled: then nothing is written. */
export function checkTargets(expected: Expected): void {
  const { seats } = targets;
  checkPeople(expected);
  deepStrictEqual(expected.afterImport.seats.used, seats.afterImport, 'seats after the import');
  deepStrictEqual(
    expected.portal.seatsUsedAfter[targets.disabledByScript - 1],
    seats.afterDisabling,
    'seats after disabling',
  );
  deepStrictEqual(Math.max(...expected.portal.seatsUsedAfter) <= seats.afterImport, true, 'the import is the peak');
  deepStrictEqual(
    expected.afterPortal.seats,
    { used: seats.afterPortal, available: seats.available },
    'seats at the end',
  );
  deepStrictEqual(expected.afterPortal.unusedLicences, seats.unusedLicences, 'unused licences');
  checkDrift(expected);
  deepStrictEqual(expected.afterResolve.driftLeft, [], 'nothing is left after resolving');
  const { findings, good } = expected.brokenPeople;
  deepStrictEqual({ findings: findings.length, good }, targets.brokenPeople, 'the broken file');
}

function checkPeople({ people, sites, afterImport, acceptances, afterPortal }: Expected): void {
  const { records, humans, onBothSites, roles, withoutProject, createdDisabled, active, disabledByScript } = targets;
  deepStrictEqual(
    { records: people.records, humans: people.humans, onBothSites: people.onBothSites },
    { records: records.montreal + records.mumbai, humans, onBothSites },
    'records and humans',
  );
  deepStrictEqual(people.countries >= targets.countries, true, 'countries');
  for (const site of ['montreal', 'mumbai'] as const) {
    deepStrictEqual(sites[site]?.people, records[site], `people of ${site}`);
    deepStrictEqual(sites[site]?.roles, roles[site], `roles of ${site}`);
    const sizes = projects.filter((project) => project.site === site).map(({ name, people: size }) => [name, size]);
    deepStrictEqual(sites[site]?.projects, Object.fromEntries(sizes), `projects of ${site}`);
    deepStrictEqual(sites[site]?.withoutProject, withoutProject[site], `without a project on ${site}`);
  }
  deepStrictEqual(sites['montreal']?.onSixProjects, targets.onSixProjects, 'on six projects');
  deepStrictEqual(
    [sites['montreal']?.groups['Archive'], sites['montreal']?.groups['Virtual Production']],
    [1, 0],
    'groups',
  );
  deepStrictEqual(afterImport.montreal.active, active.montreal + disabledByScript, 'active on montreal');
  deepStrictEqual(afterImport.mumbai.active, active.mumbai, 'active on mumbai');
  deepStrictEqual(afterImport.montreal.disabled + afterImport.mumbai.disabled, createdDisabled, 'created disabled');
  deepStrictEqual(acceptances, targets.acceptances.montreal + targets.acceptances.mumbai, 'acceptances');
  const { Created: created, empty } = sum(afterPortal.montreal.accountStatus, afterPortal.mumbai.accountStatus);
  deepStrictEqual([created >= 40, empty], [true, createdDisabled], 'account status');
}

function checkDrift({ drift }: Expected): void {
  const kinds = Object.groupBy(
    drift.filter(({ site }) => site === 'montreal'),
    ({ kind }) => kind,
  );
  const counts = Object.entries(kinds).map(([kind, rows]) => [kind, rows.length]);
  deepStrictEqual(Object.fromEntries(counts), targets.drift, 'drift on montreal');
  const onMumbai = drift.filter(({ site }) => site === 'mumbai');
  deepStrictEqual(
    onMumbai.map(({ kind }) => kind),
    ['seat-missing'],
    'drift on mumbai',
  );
  const everywhere = drift.filter(({ login }) => login === onMumbai[0]?.login);
  deepStrictEqual(everywhere.length, 2, 'mumbai shares its row with montreal');
}

type Counts = Readonly<Record<'Created' | 'Pending' | 'empty', number>>;
const sum = (one: Counts, other: Counts): Counts => ({
  Created: one.Created + other.Created,
  Pending: one.Pending + other.Pending,
  empty: one.empty + other.empty,
});
