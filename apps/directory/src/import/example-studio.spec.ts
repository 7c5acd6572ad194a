import { describe, expect, test } from '@jest/globals';
import { isRejection } from '@rollcall/event-sourcing';
import { readFileSync } from 'node:fs';
import { checkRows } from './check-rows.js';
import { proposeMapping } from './header-mapping.js';
import { readTable } from './read-table.js';
import { byCanonicalName } from './role-labels.js';

const folder = new URL('../../../../examples/studio/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));

/** Imports a file of the example as its site would. */
function check(file: string, site: 'montreal' | 'mumbai') {
  const table = readTable(readFileSync(new URL(file, folder)));
  if (isRejection(table)) throw new Error(table.rejected);
  const proposed = proposeMapping(table.header);
  if (isRejection(proposed)) throw new Error(proposed.rejected);
  const { roles, projects, groups } = expected.sites[site];
  const rows = [
    ...checkRows(table, proposed.mapping, {
      roles: byCanonicalName(Object.keys(roles)),
      projects: byCanonicalName(Object.keys(projects)),
      groups: byCanonicalName(Object.keys(groups)),
    }),
  ];
  return {
    drafts: rows.flatMap((row) => row.draft ?? []),
    findings: [...table.findings, ...proposed.findings, ...rows.flatMap((row) => row.findings)],
  };
}

describe.each(['montreal', 'mumbai'] as const)('people-%s.csv', (site) => {
  const { drafts, findings } = check(`people-${site}.csv`, site);
  const shape = expected.sites[site];
  const countOf = (names: object, matches: (draft: (typeof drafts)[number], name: string) => boolean) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, drafts.filter((draft) => matches(draft, name)).length]));

  test('DIR-10 every row can be imported', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(drafts).toHaveLength(shape.people);
  });

  test('DIR-10 statuses, roles, projects and groups are read as they are meant', () => {
    const active = drafts.filter(({ status }) => status === 'active').length;
    expect(active).toBe(expected.afterImport[site].active);
    expect(countOf(shape.roles, (draft, role) => draft.role === role)).toEqual(shape.roles);
    expect(countOf(shape.projects, (draft, project) => draft.projects.includes(project))).toEqual(shape.projects);
    expect(countOf(shape.groups, (draft, group) => draft.groups.includes(group))).toEqual(shape.groups);
    expect(drafts.filter(({ projects }) => projects.length === 0)).toHaveLength(shape.withoutProject);
    expect(drafts.filter(({ projects }) => projects.length === 6)).toHaveLength(shape.onSixProjects);
  });
});

test('DIR-10 what is remarkable about the two good files, and nothing else', () => {
  const places = (file: string, site: 'montreal' | 'mumbai') =>
    check(file, site).findings.map(({ row, column, code }) => [row, column, code]);
  expect(places('people-montreal.csv', 'montreal')).toEqual([
    [1, 'Start Date', 'column-unused'],
    [1, 'End Date', 'column-unused'],
    [1, 'Thumbnail', 'column-unused'],
    [6, 'Last Name', 'single-name'],
  ]);
  expect(places('people-mumbai.csv', 'mumbai')).toEqual([
    [1, 'Phone', 'column-unused'],
    [1, 'Contract Type', 'column-unused'],
  ]);
});

test('IDN-03 DIR-10 people on both sites have one email and one login', () => {
  const emails = (site: 'montreal' | 'mumbai') =>
    new Map(check(`people-${site}.csv`, site).drafts.map(({ email, login }) => [email, login]));
  const montreal = emails('montreal');
  const both = [...emails('mumbai')].filter(([email]) => montreal.has(email));
  expect(both).toHaveLength(expected.people.onBothSites);
  expect(both.filter(([email, login]) => montreal.get(email) !== login)).toEqual([]);
});

test('DIR-10 broken-people.csv: 14 findings with row and column, 6 good rows', () => {
  const { drafts, findings } = check('broken-people.csv', 'montreal');
  expect(findings.map(({ row, column, code, severity }) => ({ row, code, severity, column: column ?? null }))).toEqual(
    expected.brokenPeople.findings,
  );
  expect(findings).toHaveLength(14);
  expect(drafts).toHaveLength(6);
});
