import type { Rejection } from '@rollcall/event-sourcing';
import type { FieldError } from './refused.js';
import { statusOf } from './rejection-status.js';

/** RFC 9457 problem details: `type` and `code` are stable, `detail` is for a person. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: readonly FieldError[];
  /** What a program needs beside the code, e.g. the rules a password broke. */
  details?: Readonly<Record<string, unknown>>;
  /** Names the request in the logs. */
  correlationId?: string;
}>;

/** The problem document of a rejection. */
export function problemOf(rejection: Rejection, errors: readonly FieldError[] = []): Problem {
  const { status, title } = statusOf(rejection.rejected);
  return {
    type: `urn:rollcall:problem:${rejection.rejected}`,
    title,
    status,
    detail: rejection.reason,
    code: rejection.rejected,
    ...(errors.length > 0 && { errors }),
    ...(rejection.details && { details: rejection.details }),
  };
}
