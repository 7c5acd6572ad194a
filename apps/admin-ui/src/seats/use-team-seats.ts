import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, once, read } from '../api/client.js';

/** The seats of a team's subscription that are held; `used: false` leaves those that nobody's person uses. */
export function useTeamSeats(team: string, filters: Readonly<{ q: string; used?: boolean }>) {
  const { q, used } = filters;
  return useQuery({
    queryKey: ['team-seats', team, filters],
    queryFn: () => {
      const query = { limit: 500, held: true, ...(q !== '' && { q }), ...(used !== undefined && { used }) };
      return read(api.GET('/api/v1/teams/{team}/seats', { params: { path: { team }, query } }));
    },
  });
}

/** Assigns a seat by email, or takes one away; afterwards seats are read again. */
export function useSeatWrites(team: string) {
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['team-seats'] }),
      client.invalidateQueries({ queryKey: ['seats'] }),
    ]);
  const assign = useMutation({
    mutationFn: (email: string) =>
      read(
        api.POST('/api/v1/teams/{team}/seats/assign', { params: { path: { team }, header: once() }, body: { email } }),
      ),
    onSuccess,
  });
  const unassign = useMutation({
    mutationFn: (account: string) => {
      const params = { path: { team, account }, header: once() };
      return read(api.POST('/api/v1/teams/{team}/seats/{account}/unassign', { params }));
    },
    onSuccess,
  });
  return { assign, unassign };
}
