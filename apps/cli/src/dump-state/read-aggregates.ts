import {
  categoryOf,
  eventsSoFar,
  type EventStore,
  type FacetFold,
  keyOf,
  type Relay,
  type StreamName,
} from '@rollcall/event-sourcing';

/** One aggregate at its end: its public state, or its events where nothing of it is published. */
export type Aggregate = Readonly<{ category: string; key: string; state: unknown }>;

/** Reads a whole log and folds every stream. */
export async function readAggregates(
  store: EventStore,
  relay: Relay<never> | undefined,
): Promise<readonly Aggregate[]> {
  const folds = new Map(Object.values(relay?.facets ?? {}).map((fold) => [fold.category, fold]));
  const states = new Map<StreamName, unknown>();
  for await (const event of eventsSoFar(store, 'all')) {
    const { stream } = event;
    const fold = folds.get(categoryOf(stream));
    states.set(stream, fold ? folded(fold, states.get(stream), event) : listed(states.get(stream), event));
  }
  return [...states].map(([stream, state]) => ({ category: categoryOf(stream), key: keyOf(stream), state }));
}

const folded = (fold: FacetFold<never>, state: unknown, event: unknown): unknown =>
  fold.evolve((state ?? fold.initial) as never, event as never);

const listed = (events: unknown, { type, data }: Readonly<{ type: string; data: unknown }>): unknown => [
  ...((events as readonly unknown[] | undefined) ?? []),
  { type, data },
];
