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

/** Gives the account with an email a seat. */
export function useAssign(team: string) {
  return useSeatWrite((email: string) =>
    read(
      api.POST('/api/v1/teams/{team}/seats/assign', { params: { path: { team }, header: once() }, body: { email } }),
    ),
  );
}

/** Takes an account's seat away. */
export function useUnassign(team: string) {
  return useSeatWrite((account: string) => {
    const params = { path: { team, account }, header: once() };
    return read(api.POST('/api/v1/teams/{team}/seats/{account}/unassign', { params }));
  });
}

function useSeatWrite(write: (input: string) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['team-seats'] });
      await client.invalidateQueries({ queryKey: ['seats'] });
    },
  });
}
