import type { ConsistencyToken, Outcome, StreamName, StreamVersion } from '@rollcall/event-sourcing';
import { Refused } from './refused.js';

/** What a route answers beside a body: the interceptor writes status and headers. */
export class Answer {
  constructor(
    readonly parts: Readonly<{
      status?: number;
      etag?: StreamVersion;
      location?: string;
      body?: unknown;
      /** Its published facets become the Consistency-Token. */
      outcome?: Outcome;
      /** A token that is known already, e.g. from another service's answer. */
      token?: ConsistencyToken;
    }>,
  ) {}
}

/**
 * Turns a command's outcome into an answer: ETag of one of its streams, Consistency-Token of what it will publish.
 * Without a status: 200 with a body, 204 without.
 * @throws Refused with the outcome's rejection.
 */
export function answer(
  outcome: Outcome,
  parts: Readonly<{ status?: number; etagOf?: StreamName; location?: string; body?: unknown }> = {},
): Answer {
  if (!outcome.ok) throw new Refused(outcome.rejection);
  const { etagOf, ...rest } = parts;
  const etag = etagOf && outcome.written.get(etagOf)?.version;
  return new Answer({ ...rest, outcome, ...(etag !== undefined && { etag }) });
}

/** A read's answer with the ETag its next guarded write needs. */
export const versioned = (version: StreamVersion, body: unknown): Answer => new Answer({ etag: version, body });
