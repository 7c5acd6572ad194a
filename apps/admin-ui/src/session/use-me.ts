import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, mayHoldSession, onSessionEnd, read } from '../api/client.js';
import { Problem } from '../api/problem.js';
import type { Schemas } from '../api/schemas.js';

/** Where the caller is kept among what was read. */
export const meKey = ['me'] as const;

/** Who is signed in: `null` for nobody, `undefined` while it is not known yet. */
export function useMe() {
  const client = useQueryClient();
  useEffect(() => onSessionEnd(() => client.setQueryData(meKey, null)), [client]);
  return useQuery({ queryKey: meKey, queryFn: readMe, staleTime: 60_000 });
}

/** Asks who is signed in; `null` for nobody. */
export async function readMe(): Promise<Schemas['MeDto'] | null> {
  if (!mayHoldSession()) return null;
  try {
    return await read(api.GET('/api/v1/me'));
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}
