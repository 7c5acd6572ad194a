import type { EphemeralStore } from './ephemeral.js';
import type { Delay } from './failure-policy.js';

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

/**
 * Does work that only one instance should do, and holds on to the lease meanwhile; `false`, without having begun, while
 * another instance has it. The work's signal aborts with `signal`, and when another instance has got the lease after all.
 */
export async function whileHeld(
  lease: Lease,
  work: (signal: AbortSignal) => Promise<void>,
  { delay, signal }: Readonly<{ delay: Delay; signal: AbortSignal }>,
): Promise<boolean> {
  if (!(await lease.take())) return false;
  const [lost, done] = [new AbortController(), new AbortController()];
  const renewing = renew(lease, { delay, signal: done.signal }).then((held) => held || lost.abort());
  try {
    await work(AbortSignal.any([signal, lost.signal]));
    return true;
  } finally {
    done.abort();
    await renewing;
    await lease.release().catch(() => undefined);
  }
}

/** Holds on until the signal aborts; `false` when another instance has it. Thrice while it lasts: one may come late. */
async function renew(
  lease: Lease,
  { delay, signal }: Readonly<{ delay: Delay; signal: AbortSignal }>,
): Promise<boolean> {
  for (;;) {
    await delay(lease.heldForMs / 3, signal);
    if (signal.aborted) return true;
    // A store that is away tells nothing; the work must bear doing twice anyway.
    if (!(await lease.take().catch(() => true))) return false;
  }
}
