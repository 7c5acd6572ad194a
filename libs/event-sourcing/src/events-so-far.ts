import type { EventLog } from './event-store.js';
import type { Message, Recorded } from './message.js';

/** The events of these types that a log holds by now, in its order. */
export async function* eventsSoFar<E extends Message>(
  log: Pick<EventLog, 'follow'>,
  types: readonly E['type'][] | 'all',
): AsyncGenerator<Recorded<E>, void, undefined> {
  const read = new AbortController();
  try {
    for await (const entry of log.follow<E>({ after: 'start', types, signal: read.signal })) {
      if (entry.kind === 'caught-up') return;
      if (entry.kind === 'event') yield entry.event;
    }
  } finally {
    read.abort();
  }
}
