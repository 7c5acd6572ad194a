import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';

/** One person of a site. */
export function usePerson(siteId: string, person: string) {
  return useQuery({
    queryKey: ['person', siteId, person],
    queryFn: () =>
      read(api.GET('/api/v1/sites/{site}/people/{person}', { params: { path: { site: siteId, person } } })),
    enabled: person !== '',
  });
}
