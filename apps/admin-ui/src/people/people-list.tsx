import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { DataTable } from '../components/data-table.js';
import { FailedState } from '../components/failed-state.js';
import { useProjectNames } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import { CreatedPersonStory } from './created-person-story.js';
import { PeopleFilterBar } from './people-filter-bar.js';
import { filtersOf, isNarrowed, turned, withFilters } from './people-filters.js';
import { NobodyHere } from './nobody-here.js';
import { peopleColumns } from './people-columns.js';
import { usePeople } from './use-people.js';

/** People with their filters, of the whole site or of one project; what they are narrowed to stands in the address. */
export function PeopleList({ projectId }: { projectId?: string }) {
  const { siteId, slug } = useSite();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const people = usePeople(siteId, filters, projectId);
  const projects = useProjectNames(siteId);
  const { hasNextPage, isFetching, fetchNextPage } = people;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (people.error && !people.data) return <FailedState error={people.error} onRetry={() => void people.refetch()} />;
  const rows = people.data?.pages.flatMap(({ items }) => items);
  const total = people.data?.pages[0]?.total;
  const created = search.get('created');
  return (
    <>
      {created && <CreatedPersonStory personId={created} />}
      <PeopleFilterBar total={total} withProjects={projectId === undefined} />
      {rows?.length === 0 ? (
        <NobodyHere isNarrowed={isNarrowed(filters)} inProject={projectId !== undefined} />
      ) : (
        <DataTable
          label="People"
          columns={peopleColumns(slug, projects)}
          rows={rows}
          rowId={({ id }) => id}
          total={total && !total.more ? total.count : -1}
          sort={filters.sort}
          onSort={(column) => setSearch((now) => withFilters(now, { sort: turned(filters.sort, column) }))}
          onEnd={more}
          isMarked={({ id }) => id === created}
        />
      )}
    </>
  );
}
