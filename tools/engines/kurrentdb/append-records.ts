import { status } from '@grpc/grpc-js';
import errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import serverErrors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/errors_pb.js';
import type struct from 'google-protobuf/google/protobuf/struct_pb.js';
import type { GrpcFailure } from './grpc-errors.js';
import { failureWithDetail } from './grpc-errors.js';
import type { NewRecord, StoredLog, StreamCheck, Violation } from './stored-log.js';
import { anyState, noStream, streamExists } from './stored-log.js';

/** The server's settings of that name, in bytes. */
export type AppendLimits = Readonly<{ maxAppendSize: number; maxAppendEventSize: number }>;

/** The server's defaults: 1 MiB an append, and an event may be as large as a log record. */
export const defaultLimits: AppendLimits = { maxAppendSize: 1024 * 1024, maxAppendEventSize: 16 * 1024 * 1024 };

type Request = InstanceType<typeof streams.AppendRecordsRequest>;
type Response = InstanceType<typeof streams.AppendRecordsResponse>;
type Sized = Readonly<{ record: NewRecord; size: number }>;

/** Answers `StreamsService.AppendRecords` on the log, or throws what a caller gets instead. */
export function appendRecords(log: StoredLog, limits: AppendLimits, request: Request): Response {
  validate(request);
  const records = request.getRecordsList().map(readRecord);
  checkSizes(records, limits);
  const order = records.map(({ record }) => record);
  const checks = checksOf(request, order);
  const written = log.write(checks, order);
  if (written.kind === 'violated') throw consistencyViolation(written.violations);
  // A part of it is stored: no stream is named, and building an answer out of none is the server's own failure.
  if (written.kind === 'mixed')
    throw failureWithDetail(status.INTERNAL, 'SERVER_MALFUNCTION', 'failed to map response');
  const response = new streams.AppendRecordsResponse().setPosition(String(written.position));
  checks.forEach(({ stream, records: own }, index) => {
    if (own.length === 0) return;
    const revision = new streams.StreamRevision().setStream(stream).setRevision(String(written.revisions[index]));
    response.addRevisions(revision);
  });
  return response;
}

/** Streams first in the order of the checks, then as records bring them; names that differ in case are one. */
function checksOf(request: Request, order: readonly NewRecord[]): readonly StreamCheck[] {
  const byName = new Map<string, { stream: string; expected: bigint; records: NewRecord[] }>();
  const of = (stream: string) => {
    const known = byName.get(stream.toLowerCase()) ?? { stream, expected: anyState, records: [] };
    byName.set(stream.toLowerCase(), known);
    return known;
  };
  for (const check of request.getChecksList()) {
    const state = check.getStreamState()!;
    of(state.getStream()).expected = BigInt(state.getExpectedState());
  }
  for (const record of order) of(record.stream).records.push(record);
  return [...byName.values()];
}

function validate(request: Request): void {
  if (request.getRecordsList().length === 0) throw invalid('Append records request must contain at least one record.');
  const seen = new Set<string>();
  for (const check of request.getChecksList()) {
    const state = check.getStreamState();
    if (!state) throw invalid('Each consistency check must specify a type.');
    const name = state.getStream();
    const expected = BigInt(state.getExpectedState());
    if (name === '' || name === '$$') throw invalid("Stream must not be empty or '$$'.");
    if (expected < 0n && expected !== noStream && expected !== streamExists)
      throw invalid('Expected state not allowed.');
    if (seen.has(name.toLowerCase())) throw invalid('Each stream can only appear once in consistency checks.');
    seen.add(name.toLowerCase());
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const schemaName = /^[a-zA-Z0-9_.$:-]+$/;

function readRecord(record: InstanceType<typeof streams.AppendRecord>): Sized {
  const schema = record.getSchema();
  const format = schema?.getFormat() ?? streams.SchemaFormat.SCHEMA_FORMAT_UNSPECIFIED;
  const stream = record.getStream();
  if (stream.trim() === '' || stream === '$$') throw invalid("Stream must not be empty or '$$'.");
  if (!uuid.test(record.getRecordId() ?? '')) throw invalid('Record id must be a UUID.');
  if (!schemaName.test(schema?.getName() ?? '')) throw invalid('Schema name has characters that are not allowed.');
  if (format === streams.SchemaFormat.SCHEMA_FORMAT_UNSPECIFIED) throw invalid('Schema format must be specified.');
  const isJson = format === streams.SchemaFormat.SCHEMA_FORMAT_JSON;
  const data = record.getData_asU8();
  const properties = propertiesOf(record, isJson);
  const metadata = new TextEncoder().encode(JSON.stringify(properties));
  const type = schema!.getName();
  const size = data.length + metadata.length + Buffer.byteLength(type);
  return { record: { stream, id: record.getRecordId()!, type, data, metadata, isJson }, size };
}

/** What the older API shows as metadata. A protobuf map has no order: the keys come back in another one. */
function propertiesOf(record: InstanceType<typeof streams.AppendRecord>, isJson: boolean): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  record.getPropertiesMap().forEach((value: InstanceType<typeof struct.Value>, key: string) => {
    entries.push([key, value.toJavaScript()]);
  });
  if (!isJson) entries.push(['$schema.format', 'Bytes']);
  return Object.fromEntries(entries.toSorted(([one], [two]) => (one < two ? 1 : -1)));
}

function checkSizes(records: readonly Sized[], { maxAppendSize, maxAppendEventSize }: AppendLimits): void {
  let total = 0;
  for (const { record, size } of records) {
    if (size > maxAppendEventSize) {
      const detail = new errors.AppendRecordSizeExceededErrorDetails()
        .setStream(record.stream)
        .setRecordId(record.id)
        .setSize(size)
        .setMaxSize(maxAppendEventSize);
      throw streamsFailure(status.INVALID_ARGUMENT, 'AppendRecordSizeExceeded', detail);
    }
    total += size;
    if (total <= maxAppendSize) continue;
    const detail = new errors.AppendTransactionSizeExceededErrorDetails().setSize(total).setMaxSize(maxAppendSize);
    throw streamsFailure(status.ABORTED, 'AppendTransactionSizeExceeded', detail);
  }
}

function consistencyViolation(violations: readonly Violation[]): GrpcFailure {
  const detail = new errors.AppendConsistencyViolationErrorDetails();
  for (const { stream, expected, actual } of violations) {
    const state = new errors.ConsistencyViolation.StreamStateViolation()
      .setStream(stream)
      .setExpectedState(String(expected))
      .setActualState(String(actual));
    detail.addViolations(new errors.ConsistencyViolation().setStreamState(state));
  }
  return streamsFailure(status.FAILED_PRECONDITION, 'AppendConsistencyViolation', detail);
}

const streamsFailure = (code: status, name: string, detail: { serializeBinary(): Uint8Array }): GrpcFailure =>
  failureWithDetail(code, name, `The append failed: ${name}`, {
    type: `kurrentdb.protocol.v2.streams.errors.${name}ErrorDetails`,
    bytes: detail.serializeBinary(),
  });

const invalid = (message: string): GrpcFailure => failureWithDetail(status.INVALID_ARGUMENT, 'BAD_REQUEST', message);

/** What this API answers on a node that is not the leader; no client of today understands it. */
export function notLeaderNode(): GrpcFailure {
  const leader = new serverErrors.NotLeaderNodeErrorDetails.NodeInfo().setHost('127.0.0.1').setPort(1);
  const detail = new serverErrors.NotLeaderNodeErrorDetails().setCurrentLeader(leader);
  const message = 'The server is not the leader node and cannot handle the request.';
  return failureWithDetail(status.FAILED_PRECONDITION, 'NOT_LEADER_NODE', message, {
    type: 'kurrentdb.protocol.v2.errors.NotLeaderNodeErrorDetails',
    bytes: detail.serializeBinary(),
  });
}
