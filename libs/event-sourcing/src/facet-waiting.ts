import type { ConsistencyToken } from './consistency-token.js';
import type { StreamVersion } from './message.js';
import type { Clock } from './time.js';

/** What waiting needs to know of a model that is being written. */
export type WaitedModel = Readonly<{
  versions: (kind: string, keys: readonly string[]) => Promise<ReadonlyMap<string, StreamVersion>>;
  /** Whether the rows of a facet that is stored are composed, too. */
  composed: (kind: string, key: string) => boolean;
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
    // A facet is stored a moment before the rows it belongs to. Others, which may arrive without end, are not waited for.
    if ((await holds(model, token)) && token.every(({ kind, key }) => model.composed(kind, key))) return true;
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
