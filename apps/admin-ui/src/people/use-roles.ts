import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { useSite } from '../shell/site-context.js';

/** The enabled permission groups of the site for people; none for callers who may not see them. */
export function useRoles() {
  const { siteId, may } = useSite();
  return useQuery({
    queryKey: ['roles', siteId],
    queryFn: async () => {
      const params = { path: { site: siteId }, query: { limit: 500 } };
      const { items } = await read(api.GET('/api/v1/sites/{site}/roles', { params }));
      return items.filter(({ kind, enabled }) => kind === 'person' && enabled);
    },
    enabled: may.seeRole === true,
    staleTime: 60_000,
  });
}
