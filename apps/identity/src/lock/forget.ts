import type { EphemeralStore } from '@rollcall/event-sourcing';

/** Drops a count, also one that goes up meanwhile. */
export async function forget(ephemeral: EphemeralStore, key: string): Promise<void> {
  for (;;) {
    const count = await ephemeral.get<number>(key);
    if (count === undefined || (await ephemeral.compareAndSet(key, count, undefined, 1))) return;
  }
}
