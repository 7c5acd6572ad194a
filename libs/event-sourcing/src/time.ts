import type { Checkpoints } from './checkpoints.js';
import type { Message, OfType, Recorded, StreamName } from './message.js';

/** Where time comes from; tests move a virtual one (KRN-13). */
export interface Clock {
  now(): Date;
  /** Resolves when the clock has reached `until`, or at once when `signal` aborts. */
  sleepUntil(until: Date, signal?: AbortSignal): Promise<void>;
}

/**
 * A command that is due later. Sent at least once, id = UUIDv5(stream, command type, key, dueAt): two that fall due on one
 * stream at the same moment are two commands; a decider that sees one too early or too late does nothing.
 */
export type Deadline = Readonly<{ key: string; dueAt: Date; stream: StreamName; command: Message }>;

/** Sets a key's deadline or, with `undefined`, clears it. */
export type DeadlineChange = Readonly<{ key: string; deadline: Omit<Deadline, 'key'> | undefined }>;

/** Which deadlines an event sets and clears; the runner keeps them as documents (KRN-13). */
export interface DeadlineProjection<E extends Message> {
  /** Also the checkpoint's name: never rename. */
  readonly name: string;
  /** Pure. */
  readonly on: { readonly [T in E['type']]?: (event: Recorded<OfType<E, T>>) => readonly DeadlineChange[] };
}

/**
 * Deadlines and, in the same place, how far into the log they reach: neither is lost without the other. Every projection,
 * by its name, has its own.
 */
export interface Deadlines extends Checkpoints {
  /** Those to be sent at or before a time, the earliest first: due by then, and not put off beyond it. */
  due(projection: string, before: Date, limit: number): Promise<readonly Deadline[]>;
  /** When the next one is to be sent, for whoever sleeps until then. */
  next(projection: string): Promise<Date | undefined>;
  /** Sets or, with `undefined`, clears the deadline of a key. */
  set(projection: string, key: string, deadline: Omit<Deadline, 'key'> | undefined): Promise<void>;
  /** Clears a deadline that was sent, unless its key was given another one meanwhile. */
  sent(projection: string, deadline: Deadline): Promise<void>;
  /**
   * Puts a deadline that could not be sent off until a time, so that it holds up no other, unless its key was given
   * another one meanwhile. It stays due when it was.
   */
  putOff(projection: string, deadline: Deadline, until: Date): Promise<void>;
}
