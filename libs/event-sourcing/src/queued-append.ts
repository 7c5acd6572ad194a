import type { CachedStream, Tentative } from './cached-stream.js';
import type { Written } from './command.js';
import type { AppendTicket, StreamWriter } from './event-store.js';
import type { NewEvent, StreamName, StreamVersion } from './message.js';

/** What became of an append. */
export type AppendResult =
  Readonly<{ stored: true; written: ReadonlyMap<StreamName, Written> }> | Readonly<{ stored: false; error: unknown }>;

/**
 * Queues one append over all streams that were looked at, and makes its events the newest tentative states, in one tick
 * (KRN-05). Streams without events are only checked (KRN-03). Never rejects.
 */
export function queueAppend(
  store: StreamWriter,
  looked: ReadonlyMap<StreamName, CachedStream>,
  events: ReadonlyMap<StreamName, readonly NewEvent[]>,
  commandId: string,
): Promise<AppendResult> {
  const after = [...looked.values()].flatMap(({ lastTentative }) => lastTentative?.ticket ?? []);
  const ticket: AppendTicket = { after };
  const foreseen = [...events].map(([stream, list]) => {
    const cached = looked.get(stream)!;
    return { cached, commandId, events: list, place: cached.foresee(list), ticket };
  });
  const writes = [...looked].map(([stream, { newest }]) => ({
    stream,
    expected: newest.version,
    events: events.get(stream) ?? [],
  }));
  const settle = (end: (cached: CachedStream, tentative: Tentative) => void): void => {
    for (const { cached, tentative } of queued) end(cached, tentative);
    // Or every ticket of a stream that is never idle would keep all tickets before it in memory.
    after.length = 0;
  };
  const settled = store.append(writes, ticket).then(
    (): AppendResult => {
      settle((cached, tentative) => cached.confirm(tentative));
      return {
        stored: true,
        written: new Map(foreseen.map(({ cached, ...rest }) => [cached.stream, writtenOf(cached, rest)])),
      };
    },
    (error: unknown): AppendResult => {
      settle((cached, tentative) => cached.drop(tentative));
      return { stored: false, error };
    },
  );
  const queued = foreseen.map(({ cached, ...rest }) => ({ cached, tentative: { ...rest, settled } }));
  for (const { cached, tentative } of queued) cached.queue(tentative);
  return settled;
}

function writtenOf({ stream }: CachedStream, { events, place }: Pick<Tentative, 'events' | 'place'>): Written {
  const first = place.version - BigInt(events.length) + 1n;
  const versionOf = (index: number): StreamVersion => (first + BigInt(index)) as StreamVersion;
  return {
    version: place.version,
    events: events.map((event, index) => ({ ...event, stream, version: versionOf(index) })),
  };
}
