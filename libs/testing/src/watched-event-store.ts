import type { EventStore, Message, StreamName, StreamVersion, StreamWrite } from '@rollcall/event-sourcing';

/** A store and what was asked of it, in order. */
export interface WatchedEventStore extends EventStore {
  readonly appends: (readonly StreamWrite[])[];
  readonly reads: StreamName[];
}

/** The same store, keeping a note of every append and every read of a stream. */
export function watchedEventStore(store: EventStore): WatchedEventStore {
  const appends: (readonly StreamWrite[])[] = [];
  const reads: StreamName[] = [];
  return {
    appends,
    reads,
    append: (writes, ticket) => {
      appends.push(writes);
      return store.append(writes, ticket);
    },
    readStream: <E extends Message>(stream: StreamName, options?: { after?: StreamVersion }) => {
      reads.push(stream);
      return store.readStream<E>(stream, options);
    },
    follow: (options) => store.follow(options),
    head: () => store.head(),
    close: () => store.close(),
  };
}
