import type { NewEvent, StreamName, StreamWrite } from '@rollcall/event-sourcing';
import { createEventCodec, createScheduler, streamVersion } from '@rollcall/event-sourcing';
import { createTestCryptography } from '@rollcall/testing';
import { createSqliteEventStore } from '../src/sqlite-event-store.js';

/** One append as the writer announces it; enough to send exactly the same again. */
export type TriedAppend = Readonly<{
  append: string;
  /** Each write's stream, expected version (-1: none yet), and which of the append's events go into it. */
  writes: readonly Readonly<{ stream: StreamName; expected: number; events: readonly number[] }>[];
}>;
/** A line of the writer's output: what it is about to append, or the name of an append that was acknowledged. */
export type Report = Readonly<{ tried: TriedAppend }> | Readonly<{ stored: string }>;

/** Digests and ids do not depend on a secret, and nothing here is sealed: writer and test understand each other. */
export const cryptography = createTestCryptography();

/** Opens the store as writer and test do. */
export const openStore = (file: string) =>
  createSqliteEventStore({
    file,
    codec: createEventCodec({ cryptography }),
    cryptography,
    scheduler: createScheduler({ nextTurn: setImmediate }),
  });

/** The id of an append's event: the same in every try. */
export const eventIdOf = (append: string, index: number): string => cryptography.uuid5(append, String(index));

/** The writes of an announced append. */
export const writesOf = ({ append, writes }: TriedAppend): StreamWrite[] =>
  writes.map(({ stream, expected, events }) => ({
    stream,
    expected: expected < 0 ? 'no-stream' : streamVersion(expected),
    events: events.map((index) => crashEvent(append, index)),
  }));

const crashEvent = (append: string, index: number): NewEvent => ({
  type: 'crash-tried',
  id: eventIdOf(append, index),
  data: { append, text: 'x'.repeat((index * 377) % 900) },
  metadata: {
    commandId: append,
    causationId: append,
    correlationId: append,
    actor: { kind: 'system', id: 'crash-append' },
    occurredAt: new Date(0),
  },
});
