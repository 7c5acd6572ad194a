import type { StreamReader } from './event-store.js';
import type { Facet } from './facet.js';
import { facetOf } from './consistency-token.js';
import type { Recorded, StreamName, StreamVersion } from './message.js';
import type { FacetFold, Relay } from './relay.js';
import { relayStep } from './relay-envelope.js';

/** Streams whose folded state a relay keeps at hand; another one costs a read of its stream. */
const foldsKept = 10_000;

/** The public state of things, as far as a relay has come. */
export type FacetFolds = Readonly<{
  /**
   * The facet at exactly the version of an event, so that a repeat publishes the same one whatever has happened since
   * (KRN-09). After the event before it costs one step, after any other a read of the stream.
   */
  at: (event: Recorded) => Promise<Facet | undefined>;
  /** Takes in an event that nobody is told of: the next one of its thing needs no read then. */
  pass: (event: Recorded) => void;
}>;

/** Folds the public state of things, event by event. */
export function createFacetFolds(relay: Relay<never>, reader: StreamReader, limit = foldsKept): FacetFolds {
  const folds = new Map<StreamName, { version: StreamVersion; state: unknown }>();
  const foldOf = (event: Recorded) => {
    const thing = facetOf(relay, event.stream);
    const fold = thing && relay.facets[thing.kind];
    return fold && { thing, fold };
  };
  const step = ({ evolve }: FacetFold<never>, before: unknown, next: Recorded): unknown =>
    relayStep(relay, next, () => evolve(before as never, next as never));
  const keep = ({ stream, version }: Recorded, state: unknown): void => {
    // Deleting first puts the stream at the young end: a Map keeps the order of insertion.
    folds.delete(stream);
    folds.set(stream, { version, state });
    if (folds.size > limit) folds.delete(folds.keys().next().value!);
  };
  return {
    at: async (event) => {
      const found = foldOf(event);
      if (!found) return undefined;
      const { thing, fold } = found;
      const kept = folds.get(event.stream);
      const start = kept && kept.version < event.version ? kept : undefined;
      let state = start ? start.state : fold.initial;
      if (event.version > (start ? start.version + 1n : 0n)) {
        for await (const earlier of reader.readStream(event.stream, start ? { after: start.version } : {})) {
          if (earlier.version >= event.version) break;
          state = step(fold, state, earlier);
        }
      }
      state = step(fold, state, event);
      keep(event, state);
      return { source: relay.service, ...thing, version: event.version, state };
    },
    pass: (event) => {
      const { fold } = foldOf(event) ?? {};
      if (!fold) return;
      const kept = folds.get(event.stream);
      if (event.version === 0n) keep(event, step(fold, fold.initial, event));
      else if (kept?.version === event.version - 1n) keep(event, step(fold, kept.state, event));
    },
  };
}
