import type { Clock, EphemeralStore } from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import { isDeepStrictEqual } from 'node:util';

/** The ephemeral store port over a map. */
export function createMemoryEphemeralStore({ clock }: { clock: Clock }): EphemeralStore {
  const entries = new Map<string, { value: unknown; expiresAt: number }>();
  let closed = false;
  const read = (key: string): unknown => {
    if (closed) throw new StoreClosed('The ephemeral store is closed.');
    const entry = entries.get(key);
    if (entry && entry.expiresAt <= clock.now().getTime()) entries.delete(key);
    return entries.get(key)?.value;
  };
  const expiry = (ttlMs: number): number => clock.now().getTime() + ttlMs;
  return {
    get: async <T>(key: string) => read(key) as T | undefined,
    compareAndSet: async (key, expected, next, ttlMs) => {
      if (!isDeepStrictEqual(read(key), expected)) return false;
      if (next === undefined) entries.delete(key);
      else entries.set(key, { value: next, expiresAt: expiry(ttlMs) });
      return true;
    },
    increment: async (key, ttlMs) => {
      const count = ((read(key) as number | undefined) ?? 0) + 1;
      entries.set(key, { value: count, expiresAt: entries.get(key)?.expiresAt ?? expiry(ttlMs) });
      return count;
    },
    close: async () => {
      closed = true;
    },
  };
}
