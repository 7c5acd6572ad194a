import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { useSite } from '../shell/site-context.js';

/** While it runs it is read this often, ms, should a live message be missed. */
const watching = 1_000;

/** An import; read again while it runs. */
export function useImport(id: string) {
  const { siteId } = useSite();
  return useQuery({
    queryKey: ['import', id],
    queryFn: () =>
      read(api.GET('/api/v1/sites/{site}/imports/{import}', { params: { path: { site: siteId, import: id } } })),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? watching : false),
  });
}

/** Its first 500 rows with their findings; `state` makes them be read again when the import moves on. */
export function useImportRows(id: string, state: string | undefined) {
  const { siteId } = useSite();
  return useQuery({
    queryKey: ['import-rows', id, state],
    queryFn: () => {
      const params = { path: { site: siteId, import: id }, query: { limit: 500 } };
      return read(api.GET('/api/v1/sites/{site}/imports/{import}/rows', { params }));
    },
    enabled: state !== undefined,
  });
}
