import type { EphemeralStore } from './ephemeral.js';

/** The right of one instance to do what only one should. It may be lost without notice: the work must bear doing twice. */
export interface Lease {
  /** How long it is held after `take`, ms. */
  readonly heldForMs: number;
  /** Takes it or holds on to it; `false` while another instance has it. */
  take(): Promise<boolean>;
  release(): Promise<void>;
}

/** A lease on the ephemeral store, held by `holder` (unique to the instance) under `name`. */
export function createLease(
  store: EphemeralStore,
  { name, holder, heldForMs = 15_000 }: { name: string; holder: string; heldForMs?: number },
): Lease {
  const key = `lease:${name}`;
  return {
    heldForMs,
    take: async () =>
      (await store.compareAndSet(key, holder, holder, heldForMs)) ||
      (await store.compareAndSet(key, undefined, holder, heldForMs)),
    release: async () => {
      await store.compareAndSet(key, holder, undefined, heldForMs);
    },
  };
}
