import type { FacetFold, Recorded, StreamName, StreamReader } from '@rollcall/event-sourcing';

/** The public state of one thing as its stream stands now, ahead of any read model; `undefined` where there is none. */
export async function readFacetState<State>(
  store: StreamReader,
  fold: FacetFold<never>,
  stream: StreamName,
): Promise<State | undefined> {
  let state = fold.initial;
  for await (const event of store.readStream(stream)) state = fold.evolve(state as never, event as Recorded<never>);
  return state as State | undefined;
}
