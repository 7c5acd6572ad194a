import { DependencyAway } from '@rollcall/event-sourcing';
import mongoose from 'mongoose';

const { MongoNetworkError, MongoServerSelectionError, MongoOperationTimeoutError, MongoServerError } = mongoose.mongo;
const { MongooseServerSelectionError } = mongoose.Error;

/** Errors of the driver that say there is no connection just now; they have no class in common. */
const awayNames = new Set([
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoServerClosedError',
  'MongoPoolClosedError',
  'MongoClientClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoExpiredSessionError',
]);

/** Errors of a socket that the driver hands on as they are, when the other side is gone between two of its own looks. */
const awaySockets = new Set<unknown>([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

/** Answers of the server that say "not now" and nothing about the request. */
const awayCodes = new Set<unknown>([
  6, // HostUnreachable
  13, // Unauthorized: a matter of the server's users, mended there
  18, // AuthenticationFailed
  43, // CursorNotFound: the collection is gone, or the server was started anew
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed: stored, but not yet safely; written again it changes nothing
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  175, // QueryPlanKilled
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11601, // Interrupted
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);

const duplicateKey = 11_000;

/**
 * Asks the server. A server that cannot be reached, steps down or has no room becomes `DependencyAway`: wait and try again,
 * nothing is wrong with the request (KRN-10). Everything else stays as it is.
 */
export async function answering<T>(ask: () => PromiseLike<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isAway(error) ? new DependencyAway('The document store does not answer.', { cause: error }) : error;
  }
}

/** Something of this id is there already. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === duplicateKey;

function isAway(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoOperationTimeoutError || error instanceof MongooseServerSelectionError) return true;
  if (!(error instanceof Error)) return false;
  // A bulk write wraps what ended it.
  const { code, errorResponse } = error as { code?: unknown; errorResponse?: unknown };
  return (
    awayNames.has(error.name) ||
    awaySockets.has(code) ||
    awayCodes.has(code) ||
    (errorResponse instanceof Error && isAway(errorResponse))
  );
}
