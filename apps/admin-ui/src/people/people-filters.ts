/** What the People page is narrowed to; it lives in the URL, so that back, reload and a shared link show the same. */
export type PeopleFilters = Readonly<{
  q: string;
  status: readonly string[];
  accountStatus: readonly string[];
  locked: readonly string[];
  roleId: readonly string[];
  projectId: readonly string[];
  sort: string;
}>;

/** The filters that hold several values, by their names in the URL and the API. */
export const severalFilters = ['status', 'accountStatus', 'locked', 'roleId', 'projectId'] as const;
/** One of them. */
export type SeveralFilter = (typeof severalFilters)[number];

/** Reads the filters of an address. */
export function filtersOf(search: URLSearchParams): PeopleFilters {
  return {
    q: search.get('q') ?? '',
    status: search.getAll('status'),
    accountStatus: search.getAll('accountStatus'),
    locked: search.getAll('locked'),
    roleId: search.getAll('roleId'),
    projectId: search.getAll('projectId'),
    sort: search.get('sort') ?? 'name',
  };
}

/** Writes them, leaving out what asks nothing; other parameters of the address stay. */
export function withFilters(search: URLSearchParams, change: Partial<PeopleFilters>): URLSearchParams {
  const filters = { ...filtersOf(search), ...change };
  const written = new URLSearchParams(search);
  for (const name of ['q', 'sort', ...severalFilters]) written.delete(name);
  if (filters.q !== '') written.set('q', filters.q);
  for (const name of severalFilters) for (const value of filters[name]) written.append(name, value);
  if (filters.sort !== 'name') written.set('sort', filters.sort);
  return written;
}

/** Whether anything is narrowed. */
export function isNarrowed(filters: PeopleFilters): boolean {
  return filters.q !== '' || severalFilters.some((name) => filters[name].length > 0);
}

/** The next order of a column: ascending first, then descending. */
export function turned(sort: string, column: string): string {
  return sort === column ? `-${column}` : column;
}
