import { reject, type StreamVersion, streamVersion } from '@rollcall/event-sourcing';
import { Refused, validationFailed } from './refused.js';

/** The strong ETag of a stream's version. */
export const etagOf = (version: StreamVersion): string => `"${version}"`;

/**
 * The version an If-Match header names; `undefined` without one.
 * @throws Refused `stale-version` for a weak tag, which never matches strongly; `validation-failed` for anything else.
 */
export function expectedVersion(ifMatch: string | undefined): StreamVersion | undefined {
  if (ifMatch === undefined) return undefined;
  const [, weak, version] = /^(W\/)?"(\d{1,19})"$/.exec(ifMatch.trim()) ?? [];
  if (version === undefined)
    throw validationFailed([{ pointer: '?if-match', detail: 'must be one ETag as a GET answered it' }]);
  if (weak) throw new Refused(reject('stale-version', 'A weak ETag never matches; send the one a GET answered.'));
  return streamVersion(BigInt(version));
}
