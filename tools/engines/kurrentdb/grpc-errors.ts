import { Metadata, status } from '@grpc/grpc-js';
import pb from 'google-protobuf';

/** How a call fails, in the shape that grpc-js sends on. */
export type GrpcFailure = Error & Readonly<{ code: status; details: string; metadata: Metadata }>;

/** A detail of a status: a message of this type, already in bytes. */
export type Detail = Readonly<{ type: string; bytes: Uint8Array }>;

/** A failure as the server's older API sends it: the kind in the trailing metadata. */
export function failure(code: status, details: string, trailers: Readonly<Record<string, string>> = {}): GrpcFailure {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/**
 * A failure as the newer API sends it: a google.rpc.Status in `grpc-status-details-bin`, whose first detail is an
 * ErrorInfo and whose last one says more.
 */
export function failureWithDetail(code: status, reason: string, message: string, detail?: Detail): GrpcFailure {
  const info = new pb.BinaryWriter();
  info.writeString(1, reason);
  info.writeString(2, 'streams');
  const details = [{ type: 'google.rpc.ErrorInfo', bytes: info.getResultBuffer() }, ...(detail ? [detail] : [])];
  const body = new pb.BinaryWriter();
  body.writeInt32(1, code);
  body.writeString(2, message);
  for (const { type, bytes } of details) {
    const any = new pb.BinaryWriter();
    any.writeString(1, `type.googleapis.com/${type}`);
    any.writeBytes(2, bytes);
    body.writeBytes(3, any.getResultBuffer());
  }
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(body.getResultBuffer()));
  return Object.assign(new Error(message), { code, details: message, metadata });
}

/** What a node answers that is asked for its leader's work. */
export function notLeaderFailure(): GrpcFailure {
  const trailers = { exception: 'not-leader', 'leader-endpoint-host': '127.0.0.1', 'leader-endpoint-port': '1' };
  return failure(status.NOT_FOUND, 'Leader info available', trailers);
}
