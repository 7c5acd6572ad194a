import type { EphemeralStore } from '@rollcall/event-sourcing';

/** Sets a count that stands, also one that goes up meanwhile, to what `adjust` makes of it; `undefined` drops it. */
export async function adjustCount(
  ephemeral: EphemeralStore,
  key: string,
  adjust: (count: number) => number | undefined,
  ttlMs: number,
): Promise<void> {
  for (;;) {
    const count = await ephemeral.get<number>(key);
    if (count === undefined || (await ephemeral.compareAndSet(key, count, adjust(count), ttlMs))) return;
  }
}
