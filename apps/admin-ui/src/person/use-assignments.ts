import { useQuery } from '@tanstack/react-query';
import { answer, api, once, read } from '../api/client.js';
import { ifMatch } from '../api/etag.js';
import { useSite } from '../shell/site-context.js';
import type { Assignment } from './assignments-draft.js';
import { usePersonWrite } from './use-person-write.js';

/** The roles a person holds, and how the whole set is replaced at the version that was read. */
export function useAssignments(personId: string) {
  const { siteId, may } = useSite();
  const path = { site: siteId, person: personId };
  const held = useQuery({
    queryKey: ['assignments', personId],
    queryFn: () => answer(api.GET('/api/v1/sites/{site}/people/{person}/assignments', { params: { path } })),
    enabled: may.assignRole === true,
  });
  const save = usePersonWrite<readonly Assignment[]>(personId, async (assignments) => {
    const params = { path, header: { ...once(), ...ifMatch(held.data?.etag ?? '') } };
    const body = { assignments: [...assignments] };
    await read(api.PUT('/api/v1/sites/{site}/people/{person}/assignments', { params, body }));
  });
  return { held: held.data?.data?.assignments, save };
}
