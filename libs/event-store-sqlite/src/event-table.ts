import type { Position, StoredEvent, StreamName } from '@rollcall/event-sourcing';
import { streamVersion } from '@rollcall/event-sourcing';

/**
 * The file's shape. `hash` stands before `data`, so that reading the head of a stream never walks a long event's pages.
 * A position is given once and never again (AUTOINCREMENT), and there is one writer at a time, so positions are in
 * commit order: a follower that has seen one has seen everything before it.
 */
export const eventMigrations = [
  `CREATE TABLE event (
     position INTEGER PRIMARY KEY AUTOINCREMENT,
     stream TEXT NOT NULL,
     version INTEGER NOT NULL,
     id TEXT NOT NULL UNIQUE,
     type TEXT NOT NULL,
     hash TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL,
     UNIQUE (stream, version)
   ) STRICT`,
] as const;

/** The columns of {@link EventRow}, in its order. */
export const eventColumns = 'position, stream, version, id, type, hash, data, metadata';

/** One row as an array, which the driver builds faster than an object. */
export type EventRow = readonly [
  position: number,
  stream: string,
  version: number,
  id: string,
  type: string,
  hash: string,
  data: string,
  metadata: string,
];

/** The row as the codec knows it. */
export const storedEventOf = ([, stream, version, id, type, hash, data, metadata]: EventRow): StoredEvent => ({
  stream: stream as StreamName,
  version: streamVersion(version),
  id,
  type,
  hash,
  data,
  metadata,
});

/** Twenty digits, so that positions compare as text in log order. */
export const positionOf = (number: number): Position => String(number).padStart(20, '0') as Position;

/** The number behind a position; the start of the log is before the first one. */
export const numberOf = (position: Position | 'start'): number => (position === 'start' ? 0 : Number(position));
