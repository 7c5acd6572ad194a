import type { Awaitable, EventCodec, Recorded, StreamName } from '@rollcall/event-sourcing';
import { SLICE_MS, isPending } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import type { EventRow } from './event-table.js';
import { eventColumns, storedEventOf } from './event-table.js';

/** A piece of the log or of a stream, read and decoded within one slice of the event loop. */
export type Slice = Readonly<{
  events: readonly Awaitable<Recorded>[];
  /** The position of each event. */
  positions: readonly number[];
  /** Everything up to this position was looked at. */
  upTo: number;
  /** There was nothing more when it was read. */
  end: boolean;
}>;

/** Reads in pieces that never hold the event loop for long, nor more than a slice's worth of events in memory. */
export interface LogReader {
  /** The newest position, 0 in an empty log. */
  head(): number;
  log(after: number, types: readonly string[] | 'all'): Slice;
  stream(stream: StreamName, afterVersion: number): Slice;
}

const rowsPerSlice = 500;
const select = `SELECT ${eventColumns} FROM event`;

/** Reads through a connection of its own, which sees only what was committed. */
export function createLogReader(database: DatabaseSync, codec: EventCodec): LogReader {
  const newest = database.prepare('SELECT coalesce(max(position), 0) AS position FROM event');
  const rowsOf = (condition: string) => {
    const statement = database.prepare(`${select} WHERE ${condition}`);
    statement.setReturnArrays(true);
    return (...values: (string | number)[]) => statement.iterate(...values) as unknown as Iterable<EventRow>;
  };
  const inRange = rowsOf('position > ? AND position <= ? ORDER BY position');
  const typedInRange = rowsOf(
    'position > ? AND position <= ? AND type IN (SELECT value FROM json_each(?)) ORDER BY position',
  );
  const ofStream = rowsOf(`stream = ? AND version > ? ORDER BY version LIMIT ${rowsPerSlice}`);
  const head = (): number => Number(newest.get()?.['position']);

  return {
    head,
    log(after, types) {
      const end = head();
      // Positions have next to no gaps, so a range of them bounds the rows looked at, whatever the types match.
      const upTo = Math.min(Math.max(end, after), after + rowsPerSlice);
      const rows = types === 'all' ? inRange(after, upTo) : typedInRange(after, upTo, JSON.stringify(types));
      return readSlice(codec, rows, upTo, upTo >= end);
    },
    stream(stream, afterVersion) {
      const slice = readSlice(codec, ofStream(stream, afterVersion), 0, true);
      return { ...slice, end: slice.end && slice.events.length < rowsPerSlice };
    },
  };
}

/** Decodes the rows until time is up; then `upTo` is the last one's position and `end` is not reached. */
function readSlice(codec: EventCodec, rows: Iterable<EventRow>, upTo: number, end: boolean): Slice {
  const until = performance.now() + SLICE_MS;
  const events: Awaitable<Recorded>[] = [];
  const positions: number[] = [];
  for (const row of rows) {
    events.push(codec.decode(storedEventOf(row)));
    positions.push(row[0]);
    if (performance.now() >= until) return { events, positions, upTo: row[0], end: false };
  }
  return { events, positions, upTo, end };
}

/** The events of a slice once all their keys are here; without waiting when they are. */
export const eventsOf = ({ events }: Slice): Awaitable<readonly Recorded[]> =>
  events.some((event) => isPending(event))
    ? Promise.all(events as readonly Promise<Recorded>[])
    : (events as readonly Recorded[]);
