import type { Message, NewEvent, Position, Recorded, StreamName, StreamVersion } from './message.js';

/** There is no "any": whoever writes knows what they read (KRN-03). */
export type ExpectedVersion = StreamVersion | 'no-stream';

/**
 * Event id = UUIDv5(stream, command id, index): the same write again is recognised, two streams of one command never
 * collide. A write without events only checks the version of a stream that the decision read.
 */
export type StreamWrite<E extends Message = Message> = Readonly<{
  stream: StreamName;
  expected: ExpectedVersion;
  events: readonly NewEvent<E>[];
}>;

/** The place of a write's last event; a checked stream answers its version and the append's position. */
export type Appended = Readonly<{ version: StreamVersion; position: Position }>;

/**
 * Ties appends together that were decided on each other's outcome before it was known (KRN-05). The caller creates a
 * ticket per append and names the tickets it builds upon; the store sets `outcome` before it looks at a later append, and
 * refuses an append whose predecessors failed even where the version number would fit.
 */
export interface AppendTicket {
  readonly after: readonly AppendTicket[];
  outcome?: 'stored' | 'failed';
}

/** Reads the events of one aggregate. */
export interface StreamReader {
  /** Events of one stream, oldest first. A stream that was never written is empty, not an error. */
  readStream<E extends Message>(stream: StreamName, options?: { after?: StreamVersion }): AsyncIterable<Recorded<E>>;
}

/** Appends events; the only way anything becomes a fact. */
export interface StreamWriter {
  /**
   * Appends to one or several streams, all or nothing; one result per write, of its last event. Appends are tried in the
   * order of the calls. The same ids at the same place again return what the first call stored.
   * @throws VersionConflict when a stream is not at its `expected`.
   * @throws PredecessorFailed when an append that this one builds upon failed.
   * @throws EventTooLarge above 256 KiB an event or 768 KiB an append, on every store alike (KRN-06).
   */
  append(writes: readonly StreamWrite[], ticket?: AppendTicket): Promise<readonly Appended[]>;
}

/** What a follower sees. `reached` moves a checkpoint past events it did not ask for; `caught-up` says it is at the end. */
export type LogEntry<E extends Message = Message> =
  | Readonly<{ kind: 'event'; position: Position; event: Recorded<E> }>
  | Readonly<{ kind: 'reached' | 'caught-up'; position: Position }>;

/** Reads the events of all aggregates in the order in which they were committed. */
export interface EventLog {
  /** Follows the log in commit order until `signal` aborts; never skips a late-committing event. */
  follow<E extends Message>(options: {
    after: Position | 'start';
    /** Event types to deliver; `'all'` for every one. */
    types: readonly E['type'][] | 'all';
    signal: AbortSignal;
  }): AsyncIterable<LogEntry<E>>;
  /** The place of the newest event, or `'start'` in an empty log. */
  head(): Promise<Position | 'start'>;
}

/** Where a service’s facts are kept (KRN-03). */
export interface EventStore extends StreamReader, StreamWriter, EventLog {
  /** Ends followers and waits for queued appends; every later call rejects with {@link StoreClosed}. */
  close(): Promise<void>;
}

/** A stream stands elsewhere than the writer believed. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  constructor(
    readonly stream: StreamName,
    readonly expected: ExpectedVersion,
    readonly actual: ExpectedVersion,
  ) {
    super(`${stream} is at ${actual}, expected ${expected}`);
  }
}

/** An append that this one was decided upon did not happen; decide again. */
export class PredecessorFailed extends Error {
  override readonly name = 'PredecessorFailed';
}

/** More than the codec accepts: 256 KiB an event, 768 KiB an append. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

/** The store, bus or read model was closed; nothing was done. */
export class StoreClosed extends Error {
  override readonly name = 'StoreClosed';
}

/** Something this work needs does not answer: wait and try again, never park (KRN-10). */
export class DependencyAway extends Error {
  override readonly name = 'DependencyAway';
}
