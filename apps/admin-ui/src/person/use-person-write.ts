import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSite } from '../shell/site-context.js';

/** A write about a person; afterwards the page and the lists read them again. */
export function usePersonWrite<Input = void>(personId: string, write: (input: Input) => Promise<unknown>) {
  const { siteId } = useSite();
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['person', siteId, personId] }),
        client.invalidateQueries({ queryKey: ['people', siteId] }),
        client.invalidateQueries({ queryKey: ['assignments', personId] }),
        client.invalidateQueries({ queryKey: ['access-of', personId] }),
        client.invalidateQueries({ queryKey: ['seats'] }),
      ]);
    },
  });
}
