import type { StreamReader } from './event-store.js';
import type { Facet } from './facet.js';
import { facetOf } from './consistency-token.js';
import type { Recorded, StreamName, StreamVersion } from './message.js';
import type { Relay } from './relay.js';
import { relayStep } from './relay-envelope.js';

/** Streams whose folded state a relay keeps at hand; another one costs a read of its stream. */
const foldsKept = 10_000;

/**
 * Folds the public state of things to exactly the version of the event asked about, so that a repeat publishes the same
 * facet whatever has happened since (KRN-09). Events asked about in order cost one step each; any other costs a read.
 */
export function createFacetFolds(
  relay: Relay<never>,
  reader: StreamReader,
  limit = foldsKept,
): (event: Recorded) => Promise<Facet | undefined> {
  const folds = new Map<StreamName, { version: StreamVersion; state: unknown }>();
  return async (event) => {
    const thing = facetOf(relay, event.stream);
    const fold = thing && relay.facets[thing.kind];
    if (!fold) return undefined;
    const kept = folds.get(event.stream);
    const start = kept && kept.version < event.version ? kept : undefined;
    const step = (before: unknown, next: Recorded): unknown =>
      relayStep(relay, next, () => fold.evolve(before as never, next as never));
    let state = start ? start.state : fold.initial;
    if (event.version > (start ? start.version + 1n : 0n)) {
      for await (const earlier of reader.readStream(event.stream, start ? { after: start.version } : {})) {
        if (earlier.version >= event.version) break;
        state = step(state, earlier);
      }
    }
    state = step(state, event);
    // Deleting first puts the stream at the young end: a Map keeps the order of insertion.
    folds.delete(event.stream);
    folds.set(event.stream, { version: event.version, state });
    if (folds.size > limit) folds.delete(folds.keys().next().value!);
    return { source: relay.service, ...thing, version: event.version, state };
  };
}
