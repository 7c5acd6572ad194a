import { canonical, type ReadModel, type SiteId } from '@rollcall/event-sourcing';
import type { NamedRow } from '../read-models/named-row.js';
import type { KnownNames, PersonDraft } from './person-draft.js';
import { byCanonicalName } from './role-labels.js';

/** What a site calls by name, and how a name becomes an id. */
export type SiteNames = Readonly<{
  known: KnownNames;
  idOf: (kind: keyof KnownNames, name: string) => string | undefined;
}>;

/** Reads all names of a site, once an import. */
export async function readSiteNames(
  models: Readonly<Record<keyof KnownNames, ReadModel<NamedRow>>>,
  siteId: string,
): Promise<SiteNames> {
  const [roles, projects, groups] = await Promise.all(
    [models.roles, models.projects, models.groups].map((model) => readAll(model, siteId as SiteId)),
  );
  return siteNames({ roles: roles ?? [], projects: projects ?? [], groups: groups ?? [] });
}

/** The names of these rows. */
export function siteNames(rows: Readonly<Record<keyof KnownNames, readonly NamedRow[]>>): SiteNames {
  const names = (kind: keyof KnownNames) => byCanonicalName(rows[kind].map(({ name }) => name));
  const ids = (kind: keyof KnownNames) => new Map(rows[kind].map(({ id, name }) => [canonical(name), id]));
  const byKind = { roles: ids('roles'), projects: ids('projects'), groups: ids('groups') };
  return {
    known: { roles: names('roles'), projects: names('projects'), groups: names('groups') },
    idOf: (kind, name) => byKind[kind].get(canonical(name)),
  };
}

async function readAll(model: ReadModel<NamedRow>, site: SiteId): Promise<readonly NamedRow[]> {
  const all: NamedRow[] = [];
  for (let after: string | undefined; ;) {
    const page = await model.find({ scope: { site }, limit: 500, ...(after !== undefined && { after }) });
    all.push(...page.rows);
    after = page.next;
    if (after === undefined) return all;
  }
}

/** A row that can be imported, with ids where the file has names. */
export type ResolvedDraft = Readonly<
  Omit<PersonDraft, 'role' | 'projects' | 'groups' | 'note'> & {
    roleId?: string;
    projectIds: readonly string[];
    groupIds: readonly string[];
  }
>;

/** Replaces the names of a draft by ids; they were looked up in the same names before. */
export function resolveDraft(
  { role, projects, groups, note: _note, ...rest }: PersonDraft,
  names: SiteNames,
): ResolvedDraft {
  const idsOf = (kind: keyof KnownNames, wanted: readonly string[]) =>
    wanted.flatMap((name) => names.idOf(kind, name) ?? []);
  const roleId = role === undefined ? undefined : names.idOf('roles', role);
  return {
    ...rest,
    ...(roleId !== undefined && { roleId }),
    projectIds: idsOf('projects', projects),
    groupIds: idsOf('groups', groups),
  };
}
