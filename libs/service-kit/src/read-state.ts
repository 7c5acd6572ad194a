import type { Decider, Message, Recorded, StreamName, StreamReader, StreamVersion } from '@rollcall/event-sourcing';

/** One thing as its stream stands now; `version` is absent when nothing was ever written. */
export type CurrentState<State> = Readonly<{ state: State; version: StreamVersion | undefined }>;

/**
 * Folds a stream to its newest committed event: for a GET of one thing with its ETag, and for answers that must not lag.
 * Commands decide on the handler's own states instead. Meant for short streams; lists come from read models.
 */
export async function readState<State, C extends Message, E extends Message>(
  store: StreamReader,
  aggregate: Decider<State, C, E>,
  stream: StreamName,
): Promise<CurrentState<State>> {
  let state = aggregate.initialState();
  let newest: Recorded<E> | undefined;
  for await (const event of store.readStream<E>(stream)) {
    state = aggregate.evolve(state, event);
    newest = event;
  }
  return { state, version: newest?.version };
}
