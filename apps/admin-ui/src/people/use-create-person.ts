import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, once, read } from '../api/client.js';
import { useSite } from '../shell/site-context.js';
import type { NewPerson } from './new-person.js';

/** Creates a person, active and invited, and shows the list with their row pointed out. */
export function useCreatePerson(onDone: () => void) {
  const { siteId, slug } = useSite();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ roleId, ...person }: NewPerson) => {
      const body = { ...person, ...(roleId !== '' && { roleId }), status: 'active', welcome: 'invite' } as const;
      const params = { path: { site: siteId }, header: once() };
      return read(api.POST('/api/v1/sites/{site}/people', { params, body }));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['people', siteId] });
      onDone();
      await navigate(`/sites/${slug}/people?created=${id}`);
    },
  });
}
