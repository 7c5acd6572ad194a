import type { ConsistencyToken } from './consistency-token.js';
import type { StreamVersion } from './message.js';
import type { Clock } from './time.js';

/** What waiting needs to know of a model that is being written. */
export type WaitedModel = Readonly<{
  versions: (kind: string, keys: readonly string[]) => Promise<ReadonlyMap<string, StreamVersion>>;
  /** Resolves when no rows are being composed; `false` when the last try failed and will be repeated. */
  settled: () => Promise<boolean>;
  /** Resolves when rows were composed next. */
  changed: () => Promise<void>;
}>;

/** Another instance may write the same model without this one noticing: how often it is looked at while waiting, ms. */
const lookAgain = 50;

/** Waits until a model holds every facet at its version or a higher one; `false` when the time is over (KRN-16). */
export async function waitForFacets(
  model: WaitedModel,
  token: ConsistencyToken,
  { clock, timeoutMs }: { clock: Clock; timeoutMs: number },
): Promise<boolean> {
  const deadline = clock.now().getTime() + timeoutMs;
  for (;;) {
    const changed = model.changed();
    // A facet is stored a moment before the rows it belongs to.
    if ((await holds(model, token)) && (await model.settled())) return true;
    const now = clock.now().getTime();
    if (now >= deadline) return false;
    await firstOf(clock, new Date(Math.min(deadline, now + lookAgain)), changed);
  }
}

async function firstOf(clock: Clock, until: Date, changed: Promise<void>): Promise<void> {
  const abort = new AbortController();
  await Promise.race([changed, clock.sleepUntil(until, abort.signal)]);
  abort.abort();
}

async function holds(model: WaitedModel, token: ConsistencyToken): Promise<boolean> {
  for (const [kind, wanted] of Map.groupBy(token, (facet) => facet.kind)) {
    const versions = await model.versions(
      kind,
      wanted.map(({ key }) => key),
    );
    if (!wanted.every(({ key, version }) => (versions.get(key) ?? -1n) >= version)) return false;
  }
  return true;
}
