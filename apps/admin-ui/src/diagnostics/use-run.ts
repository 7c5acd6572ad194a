import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, once, read } from '../api/client.js';
import { useSite } from '../shell/site-context.js';

/** While it works it is read this often, ms, should a live message be missed. */
const watching = 1_000;
const working = new Set(['analysing', 'resolving']);

/** A run; read again while it works. */
export function useRun(run: string) {
  const { siteId } = useSite();
  return useQuery({
    queryKey: ['run', run],
    queryFn: () =>
      read(api.GET('/api/v1/sites/{site}/diagnostic-runs/{run}', { params: { path: { site: siteId, run } } })),
    refetchInterval: ({ state: { data } }) => (data && working.has(data.state) ? watching : false),
  });
}

/** The un-synced people of a run; `state` makes them be read again when it moves on. */
export function useFindings(run: string, state: string | undefined) {
  const { siteId } = useSite();
  return useQuery({
    queryKey: ['findings', run, state],
    queryFn: () => {
      const params = { path: { site: siteId, run }, query: { limit: 500 } };
      return read(api.GET('/api/v1/sites/{site}/diagnostic-runs/{run}/findings', { params }));
    },
    enabled: state !== undefined && state !== 'analysing',
  });
}

/** Chooses another status than suggested, or the suggested one again. */
export function useChooseStatus(run: string) {
  const { siteId } = useSite();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ person, chosenStatus }: { person: string; chosenStatus: 'active' | 'inactive' }) => {
      const params = { path: { site: siteId, run, person }, header: once() };
      return read(
        api.PATCH('/api/v1/sites/{site}/diagnostic-runs/{run}/findings/{person}', { params, body: { chosenStatus } }),
      );
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['findings', run] }),
        client.invalidateQueries({ queryKey: ['run', run] }),
      ]),
  });
}

/** Applies the chosen statuses. */
export function useResolve(run: string) {
  const { siteId } = useSite();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const params = { path: { site: siteId, run }, header: once() };
      return read(api.POST('/api/v1/sites/{site}/diagnostic-runs/{run}/resolve', { params }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['run', run] }),
  });
}
