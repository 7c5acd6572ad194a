import { reject } from '@rollcall/event-sourcing';
import { isLoopback, Refused } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that changes something must come from this origin’s own pages: told by the browser (`Sec-Fetch-Site`,
 * `Origin`) and, with a session, proved by the header `X-CSRF-Token`, which only such a page knows.
 * @throws Refused `not-permitted`.
 */
export function requireSameOrigin(
  request: FastifyRequest,
  expected: Readonly<{ publicUrl: string; csrfToken?: string }>,
): void {
  if (safe.has(request.method)) return;
  const { origin, 'sec-fetch-site': site, 'x-csrf-token': token } = request.headers;
  if (site !== undefined && site !== 'same-origin') throw crossSite();
  if (origin !== undefined && !isOurs(origin, request.headers.host, expected.publicUrl)) throw crossSite();
  if (expected.csrfToken !== undefined && token !== expected.csrfToken) throw crossSite();
}

/** On loopback any port counts that the browser itself called: the one listened on may be a free one. */
function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  const from = URL.parse(origin);
  if (!from) return false;
  return from.origin === new URL(publicUrl).origin || (isLoopback(from.hostname) && from.host === host);
}

const crossSite = (): Refused =>
  new Refused(reject('not-permitted', 'This request does not come from this site’s own pages (X-CSRF-Token, Origin).'));
