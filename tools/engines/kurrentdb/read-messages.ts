import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { LogRecord } from './stored-log.js';

/** The answer of the older API's `Read`, one message at a time. */
export type ReadAnswer = InstanceType<typeof streams.ReadResp>;
/** Options of a `Read`. */
export type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;
/** A commit and a prepare position. */
export type LogPlace = Readonly<{ commit: bigint; prepare: bigint }>;

/** Before the first record. */
export const startOfLog: LogPlace = { commit: -1n, prepare: -1n };

/** A record as a reader gets it: its id as the reader asked for it, no position of a link. */
export function eventAnswer(record: LogRecord, options: ReadOptions): ReadAnswer {
  const { stream, revision, position } = record;
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(record.id, options))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')))
    .setStreamRevision(String(revision))
    .setCommitPosition(String(position))
    .setPreparePosition(String(position))
    .setCustomMetadata(record.metadata)
    .setData(record.data);
  event.getMetadataMap().set('type', record.type);
  event.getMetadataMap().set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  // In .NET's ticks of 100 nanoseconds since 1970.
  event.getMetadataMap().set('created', `${record.created.getTime()}0000`);
  const resolved = new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(position));
  return new streams.ReadResp().setEvent(resolved);
}

/** A subscription is there. */
export const confirmationAnswer = (id: string): ReadAnswer =>
  new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

/** Everything up to here was looked at, whether the filter let it through or not. */
export const checkpointAnswer = ({ commit, prepare }: LogPlace): ReadAnswer =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint()
      .setCommitPosition(String(commit))
      .setPreparePosition(String(prepare))
      .setTimestamp(timestamps.Timestamp.fromDate(new Date())),
  );

/** From here on records come as they are written. */
export function caughtUpAnswer({ commit, prepare }: LogPlace): ReadAnswer {
  const caughtUp = new streams.ReadResp.CaughtUp().setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  if (commit >= 0n) {
    const position = new streams.ReadResp.Position();
    caughtUp.setPosition(position.setCommitPosition(String(commit)).setPreparePosition(String(prepare)));
  }
  return new streams.ReadResp().setCaughtUp(caughtUp);
}

/** A stream without records is told by a message, not by a failure. */
export const streamNotFoundAnswer = (stream: string): ReadAnswer =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(
      new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')),
    ),
  );

function uuidOf(id: string, options: ReadOptions): InstanceType<typeof shared.UUID> {
  if (options.getUuidOption()!.hasString()) return new shared.UUID().setString(id);
  const bits = BigInt(`0x${id.replaceAll('-', '')}`);
  const half = (value: bigint): string => String(BigInt.asIntN(64, value));
  return new shared.UUID().setStructured(
    new shared.UUID.Structured().setMostSignificantBits(half(bits >> 64n)).setLeastSignificantBits(half(bits)),
  );
}
