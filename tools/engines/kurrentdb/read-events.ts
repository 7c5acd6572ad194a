import { status } from '@grpc/grpc-js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { failure } from './grpc-errors.js';
import type { LogPlace, ReadAnswer, ReadOptions } from './read-messages.js';
import { eventAnswer, startOfLog, streamNotFoundAnswer } from './read-messages.js';
import type { LogRecord, StoredLog } from './stored-log.js';

const { FilterOptions } = streams.ReadReq.Options;

/** Whether a record passes the filter of a read. */
export type RecordFilter = (record: LogRecord) => boolean;

/** Answers a `Read` of a stream or of `$all` that asks for a number of records. */
export function readEvents(log: StoredLog, options: ReadOptions): ReadAnswer[] {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const count = Number(options.getCount());
  if (count <= 0) throw failure(status.INVALID_ARGUMENT, `'${count}' is not a valid count`);
  if (options.hasAll()) {
    const filter = filterOf(options);
    return allRecords(log, options, backwards)
      .filter(filter)
      .slice(0, count)
      .map((record) => eventAnswer(record, options));
  }
  const name = Buffer.from(options.getStream()!.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
  const stored = log.of(name);
  if (stored.length === 0) return [streamNotFoundAnswer(name)];
  const records = backwards ? before(stored, options) : stored.slice(firstRevision(options));
  return records.slice(0, count).map((record) => eventAnswer(record, options));
}

function firstRevision(options: ReadOptions): number {
  const stream = options.getStream()!;
  if (stream.hasStart()) return 0;
  return stream.hasEnd() ? Infinity : Number(stream.getRevision());
}

function before(stored: readonly LogRecord[], options: ReadOptions): readonly LogRecord[] {
  const stream = options.getStream()!;
  if (stream.hasStart()) return stored.slice(0, 1);
  return stored.slice(0, stream.hasEnd() ? stored.length : Number(stream.getRevision()) + 1).toReversed();
}

/** Forwards a read begins at a record, backwards it begins before one. */
function allRecords(log: StoredLog, options: ReadOptions, backwards: boolean): readonly LogRecord[] {
  const all = options.getAll()!;
  if (!backwards && all.hasStart()) return log.records;
  if (backwards && all.hasEnd()) return log.records.toReversed();
  if (all.hasStart() || all.hasEnd()) return [];
  const { commit } = placeOf(log, options);
  const from = log.records.findIndex(({ position }) => position >= commit);
  const index = from < 0 ? log.records.length : from;
  return backwards ? log.records.slice(0, index).toReversed() : log.records.slice(index);
}

/** Where a read of `$all` begins. A position between two records was never given out: it is refused. */
export function placeOf(log: StoredLog, options: ReadOptions): LogPlace {
  const position = options.getAll()!.getPosition();
  if (!position) {
    const end = log.lastPosition;
    return options.getAll()!.hasEnd() ? { commit: end, prepare: end } : startOfLog;
  }
  const place = { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) };
  if (!log.isBoundary(place.commit)) {
    throw failure(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
  }
  return place;
}

/** By prefix or by regular expression, on the stream's name or the type; without a filter all pass. */
export function filterOf(options: ReadOptions): RecordFilter {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const byType = filter.getFilterCase() === FilterOptions.FilterCase.EVENT_TYPE;
  const expression = (byType ? filter.getEventType() : filter.getStreamIdentifier())!;
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return ({ stream, type }) => {
    const text = byType ? type : stream;
    return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
  };
}
