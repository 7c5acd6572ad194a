import type { Awaitable } from './brand.js';
import type { EventCodec, StoredEvent } from './codec.js';
import type { Message, NewEvent, Recorded } from './message.js';
import { readMetadata } from './metadata-text.js';

/** An event by the texts that a store keeps of it. */
export type StoredTexts = Message<string, Pick<StoredEvent, 'data' | 'metadata'>>;

/**
 * Hands events from one log to another as they are stored: nothing is decrypted, brought up to date or written anew, so that
 * a copy has the same bytes and the same chain of hashes. Only for events that were encoded before.
 */
export const storedTextCodec: EventCodec = {
  encode: (_stream, { id, type, data }: NewEvent) => ({ id, type, ...(data as StoredTexts['data']) }),
  decode: <E extends Message>({
    id,
    type,
    stream,
    version,
    hash,
    data,
    metadata,
  }: StoredEvent): Awaitable<Recorded<E>> =>
    ({
      ...{ id, type, stream, version },
      data: { data, metadata },
      metadata: readMetadata(metadata, hash),
    }) as unknown as Recorded<E>,
};
