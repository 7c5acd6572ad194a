import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';

/** The projects of a site that the caller may see, by name; up to 500. */
export function useProjects(siteId: string) {
  return useQuery({
    queryKey: ['projects', siteId],
    queryFn: () =>
      read(api.GET('/api/v1/sites/{site}/projects', { params: { path: { site: siteId }, query: { limit: 500 } } })),
    staleTime: 60_000,
  });
}

/** Their names by id; an id that is not there belongs to a project the caller may not see. */
export function useProjectNames(siteId: string): ReadonlyMap<string, string> {
  const { data } = useProjects(siteId);
  return new Map(data?.items.map(({ id, name }) => [id, name]));
}
