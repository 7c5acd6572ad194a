import { searchTokens } from '@rollcall/event-sourcing';
import type { Composition, Facet, FacetsByKind, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';

/** A person with the account they sign in with and the roles they hold: facets of three services in one row. */
export type PersonRow = Readonly<{
  id: string;
  site: string;
  name: string;
  account: string | undefined;
  roles: readonly string[];
}>;

/** The state that a facet of one kind carries. */
type State = Readonly<{ name?: string; site?: string; accountId?: string; roleIds?: readonly string[] }>;
const states = (found: FacetsByKind, kind: string): readonly State[] =>
  (found.get(kind) ?? []).map(({ state }) => state as State);

/** The example of a composition: an account is found by the link, roles by the assignments. */
export const personRows: Composition<PersonRow> = {
  name: 'example-person-rows',
  version: 1,
  rowOf: 'person',
  joins: {
    link: (_, id) => [id],
    assignments: (_, id) => [id],
    account: (found) => states(found, 'link').flatMap(({ accountId }) => accountId ?? []),
    role: (found) => states(found, 'assignments').flatMap(({ roleIds }) => roleIds ?? []),
  },
  compose: (found, id) => ({
    id,
    site: states(found, 'person')[0]?.site ?? '',
    name: states(found, 'person')[0]?.name ?? '',
    account: states(found, 'account')[0]?.name,
    roles: (found.get('role') ?? []).map(({ state }: Facet) => (state as State).name ?? '').toSorted(),
  }),
};

/** What can be asked of them. */
export const personRowList: ReadModelDeclaration<PersonRow> = {
  name: personRows.name,
  version: personRows.version,
  scope: ({ site }) => ({ site: site as SiteId }),
  filters: { role: ({ roles }) => roles },
  sorts: { name: ({ name }) => name },
  search: ({ name }) => searchTokens(name),
};
