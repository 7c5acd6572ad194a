import type { ExpectedVersion, StreamReader } from './event-store.js';
import type { Recorded, StreamName } from './message.js';

/** The events of a stream after a known place; `no-stream`: all of them. */
export const readAfter = (store: StreamReader, stream: StreamName, place: ExpectedVersion): AsyncIterable<Recorded> =>
  store.readStream(stream, place === 'no-stream' ? {} : { after: place });
