import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { paths } from '../api/schema.js';
import type { PeopleFilters } from './people-filters.js';

type Query = NonNullable<paths['/api/v1/sites/{site}/people']['get']['parameters']['query']>;

const pageSize = 100;

/** The people of a site, or of one of its projects, page after page. */
export function usePeople(siteId: string, filters: PeopleFilters, projectId?: string) {
  return useInfiniteQuery({
    queryKey: ['people', siteId, projectId, filters],
    queryFn: ({ pageParam }) => {
      const query = questionOf(filters, pageParam);
      const path = { site: siteId };
      return projectId === undefined
        ? read(api.GET('/api/v1/sites/{site}/people', { params: { path, query } }))
        : read(
            api.GET('/api/v1/sites/{site}/projects/{project}/people', {
              params: { path: { ...path, project: projectId }, query },
            }),
          );
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** Filters of the address as the API asks for them; words the API does not know are its to refuse. */
function questionOf({ q, sort, ...several }: PeopleFilters, after: string | undefined): Query {
  const given = Object.fromEntries(Object.entries(several).filter(([, values]) => values.length > 0));
  return { limit: pageSize, sort, ...given, ...(q !== '' && { q }), ...(after !== undefined && { after }) } as Query;
}
