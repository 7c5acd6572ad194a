import type { StreamName } from './message.js';
import type { Message } from './message.js';

/** Where time comes from; tests move a virtual one (KRN-13). */
export interface Clock {
  now(): Date;
  /** Resolves when the clock has reached `until`, or at once when `signal` aborts. */
  sleepUntil(until: Date, signal?: AbortSignal): Promise<void>;
}

/**
 * A command that is due later. Sent at least once, id = UUIDv5(stream, command type, dueAt); a decider that sees it too
 * early or too late does nothing.
 */
export type Deadline = Readonly<{ key: string; dueAt: Date; stream: StreamName; command: Message }>;

export interface Deadlines {
  due(before: Date, limit: number): Promise<readonly Deadline[]>;
  /** When the next one falls due, for whoever sleeps until then. */
  next(): Promise<Date | undefined>;
  /** Sets or, with `undefined`, clears the deadline of a key. */
  set(key: string, deadline: Omit<Deadline, 'key'> | undefined): Promise<void>;
}
