import type { Snapshot, Snapshots, StreamName } from '@rollcall/event-sourcing';

/** Snapshots in memory, with what tests ask about them. */
export interface MemorySnapshots extends Snapshots {
  /** The newest snapshot of a stream, in whatever shape. */
  of(stream: StreamName): Snapshot | undefined;
  /** Loses everything; nothing may change by that (KRN-05). */
  clear(): void;
}

/** Keeps the newest snapshot of each stream, in its newest shape. */
export function createMemorySnapshots(): MemorySnapshots {
  const kept = new Map<StreamName, { schema: number; snapshot: Snapshot }>();
  return {
    load: async (stream, schema) => {
      const found = kept.get(stream);
      return found?.schema === schema ? found.snapshot : undefined;
    },
    save: async (stream, schema, snapshot) => {
      const known = kept.get(stream);
      const newer =
        known && (known.schema > schema || (known.schema === schema && known.snapshot.version >= snapshot.version));
      if (!newer) kept.set(stream, { schema, snapshot: structuredClone(snapshot) });
    },
    of: (stream) => kept.get(stream)?.snapshot,
    clear: () => kept.clear(),
  };
}
