import type { AppendRecordInput, RecordedEvent } from '@kurrent/kurrentdb-client';
import { binaryEvent } from '@kurrent/kurrentdb-client';
import type { EncodedEvent, Position, StoredEvent, StreamName } from '@rollcall/event-sourcing';
import { streamVersion } from '@rollcall/event-sourcing';
import { positionOf } from './log-position.js';

/** An event as it lies in the store, and where. */
export type LogRecord = Readonly<{ event: StoredEvent; position: Position }>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Properties of this name belong to the server. */
const reserved = '$';

/**
 * An event on its way into the store. Its data are sent as bytes: the client would write a JSON event anew, and what is
 * stored would not be what was hashed. The hash is one of the metadata.
 */
export function recordOf(
  stream: StreamName,
  { id, type, data, metadata }: EncodedEvent,
  hash: string,
): AppendRecordInput {
  const properties = { ...(JSON.parse(metadata) as Record<string, string>), hash };
  return { streamName: stream, record: binaryEvent({ id, type, data: encoder.encode(data), metadata: properties }) };
}

/** Reads a record of {@link recordOf}; what the server added to its metadata is left out. */
export function storedRecord(record: RecordedEvent): LogRecord {
  const { id, type, data, revision, streamId, position } = record;
  const properties = Object.entries(record.metadata as Record<string, string>);
  const { hash = '', ...metadata } = Object.fromEntries(properties.filter(([name]) => !name.startsWith(reserved)));
  const event: StoredEvent = {
    stream: streamId as StreamName,
    version: streamVersion(revision),
    id,
    type,
    hash,
    data: decoder.decode(data as Uint8Array),
    metadata: JSON.stringify(metadata),
  };
  return { event, position: positionOf(position!) };
}
