import {
  type Facet,
  type FacetFold,
  keyOf,
  type Recorded,
  type StreamName,
  type StreamReader,
  streamVersion,
} from '@rollcall/event-sourcing';

/** A facet of this service as its stream stands now, ahead of any read model; `undefined` when nothing was written. */
export async function readFacet<State>(
  store: StreamReader,
  fold: FacetFold<never>,
  stream: StreamName,
): Promise<Facet<State> | undefined> {
  let state = fold.initial;
  let version = streamVersion(-1);
  for await (const event of store.readStream(stream)) {
    state = fold.evolve(state as never, event as Recorded<never>);
    version = event.version;
  }
  if (version < 0n) return undefined;
  const [source = '', kind = ''] = fold.category.split('.');
  return { source, kind, key: keyOf(stream), version, state: state as State | undefined };
}
