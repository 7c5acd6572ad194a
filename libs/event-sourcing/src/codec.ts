import { isPending, whenReady } from './awaitable.js';
import type { Awaitable } from './brand.js';
import type { Cryptography } from './cryptography.js';
import { EventTooLarge, type StreamWrite } from './event-store.js';
import type { Message, NewEvent, Recorded, StreamName, StreamVersion } from './message.js';
import { readMetadata, writeMetadata } from './metadata-text.js';
import { openPersonal, sealPersonal } from './personal.js';
import { readTaggedJson, writeTaggedJson } from './tagged-json.js';
import { currentSchema, upcast, type Upcasters } from './upcasting.js';

/** The most one event may hold: UTF-8 bytes of its data and metadata text (KRN-06). */
export const MAX_EVENT_BYTES = 256 * 1024;
/** The most one append may hold, over all its streams (KRN-06). */
export const MAX_APPEND_BYTES = 768 * 1024;

/** An event as every store keeps it: texts, personal fields sealed, metadata a string → string map without the hash. */
export type EncodedEvent = Readonly<{ id: string; type: string; data: string; metadata: string }>;
/** An encoded event together with what the store added. */
export type StoredEvent = EncodedEvent & Readonly<{ stream: StreamName; version: StreamVersion; hash: string }>;
/** A write whose events are encoded. */
export type EncodedWrite = Readonly<Omit<StreamWrite, 'events'> & { events: readonly EncodedEvent[] }>;

/** Turns events into texts and back. Answers at once while the keys of personal data are cached. */
export interface EventCodec {
  /** @throws EventTooLarge above {@link MAX_EVENT_BYTES}. */
  encode(stream: StreamName, event: NewEvent): Awaitable<EncodedEvent>;
  /** The event in today's shape. */
  decode<E extends Message>(stored: StoredEvent): Awaitable<Recorded<E>>;
}

/** The codec of every event store of this project; limits and sealing are the same on all of them (KRN-06, KRN-17). */
export function createEventCodec(options: { cryptography: Cryptography; upcasters?: Upcasters }): EventCodec {
  const { cryptography, upcasters = {} } = options;
  return {
    encode: (stream, event) =>
      whenReady(sealPersonal(cryptography, event.data, placeOf(stream, event)), (data) => {
        const schema = currentSchema(upcasters, event.type);
        const encoded: EncodedEvent = {
          id: event.id,
          type: event.type,
          data: writeTaggedJson(data),
          metadata: writeMetadata(event.metadata, schema),
        };
        limit([encoded], MAX_EVENT_BYTES, `${event.type} for ${stream}`);
        return encoded;
      }),
    decode: <E extends Message>({ id, type, stream, version, hash, ...text }: StoredEvent) => {
      const metadata = readMetadata(text.metadata, hash);
      const opened = openPersonal(cryptography, readTaggedJson(text.data), placeOf(stream, { id, type }));
      return whenReady(opened, (sealedNoMore) => {
        const data = upcast(upcasters, type, metadata.schema, sealedNoMore);
        return { type, data, id, stream, version, metadata } as unknown as Recorded<E>;
      });
    },
  };
}

/**
 * Encodes all events of one append, once: its retries send the same bytes.
 * @throws EventTooLarge above 256 KiB an event or 768 KiB an append.
 */
export function encodeAppend(codec: EventCodec, writes: readonly StreamWrite[]): Awaitable<readonly EncodedWrite[]> {
  const encoded = writes.map(({ stream, events }) => events.map((event) => codec.encode(stream, event)));
  const withEvents = (events: readonly (readonly EncodedEvent[])[]): readonly EncodedWrite[] => {
    limit(events.flat(), MAX_APPEND_BYTES, 'The append');
    return writes.map((write, index) => ({ ...write, events: events[index]! }));
  };
  const waits = encoded.some((events) => events.some((event) => isPending(event)));
  if (!waits) return withEvents(encoded as EncodedEvent[][]);
  return Promise.all(encoded.map((events) => Promise.all(events.map(async (event) => event)))).then(withEvents);
}

/** Ties the sealed fields to their place; no part can hold a `|`. */
const placeOf = (stream: StreamName, event: Readonly<{ id: string; type: string }>): string =>
  `${stream}|${event.id}|${event.type}`;

function limit(events: readonly EncodedEvent[], bytes: number, what: string): void {
  const characters = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  // No character takes more than three bytes of UTF-8 per unit of length: most events need not be measured exactly.
  if (characters * 3 <= bytes) return;
  const exact = events.reduce((sum, { data, metadata }) => sum + utf8Bytes(data) + utf8Bytes(metadata), 0);
  if (exact > bytes) throw new EventTooLarge(`${what} has ${exact} bytes, at most ${bytes} are accepted`);
}

const encoder = new TextEncoder();
const utf8Bytes = (text: string): number => encoder.encode(text).length;
