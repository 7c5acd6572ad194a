import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { endSession } from '../api/client.js';
import { meKey } from '../session/use-me.js';
import { staleKeys, type Change } from './stale-keys.js';

/** Changes are gathered this long, ms, so that an import of hundreds does not read lists hundreds of times. */
const gathering = 150;

/** While a page is open: reads again what changes on the server, and leaves when the session ends there. */
export function useLiveChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    const stale = new Map<string, readonly unknown[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      timer = undefined;
      for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
      stale.clear();
    };
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      const { changes } = JSON.parse(data) as { changes: readonly Change[] };
      for (const key of changes.flatMap(staleKeys)) stale.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, gathering);
    });
    source.addEventListener('reset', () => void client.invalidateQueries());
    source.addEventListener('end', () => {
      source.close();
      endSession();
    });
    source.addEventListener('error', () => {
      // Refused for good; while it only lost its connection it comes back by itself.
      if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: meKey });
    });
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [client]);
}
