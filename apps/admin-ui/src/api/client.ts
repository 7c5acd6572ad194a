import createClient, { type Middleware } from 'openapi-fetch';
import { noteToken, ownWrites } from './consistency.js';
import { Problem, unreachable } from './problem.js';
import type { paths } from './schema.js';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const sessionEndListeners = new Set<() => void>();

/** Tells when the API says that nobody is signed in any more. */
export function onSessionEnd(listener: () => void): () => void {
  sessionEndListeners.add(listener);
  return () => void sessionEndListeners.delete(listener);
}

/** Says so, and forgets the half of the session that this page can read. */
export function endSession(): void {
  document.cookie = 'csrf=; path=/; max-age=0; samesite=lax';
  document.cookie = '__Host-csrf=; path=/; max-age=0; samesite=lax; secure';
  for (const listener of sessionEndListeners) listener();
}

const conventions: Middleware = {
  onRequest({ request }) {
    const token = ownWrites();
    if (token) request.headers.set('Consistency-Token', token);
    if (!unsafe.has(request.method)) return;
    const csrf = csrfToken();
    if (csrf) request.headers.set('X-CSRF-Token', csrf);
  },
  async onResponse({ request, response }) {
    if (unsafe.has(request.method)) noteToken(response.headers.get('Consistency-Token'));
    if (response.status === 401 && (await saysThatSessionEnded(response.clone()))) endSession();
  },
};

/** A wrong password or code is a 401 as well, and ends nothing. */
async function saysThatSessionEnded(response: Response): Promise<boolean> {
  const problem: unknown = await response.json().catch(() => undefined);
  return !(typeof problem === 'object' && problem && 'code' in problem && /^wrong-/.test(String(problem.code)));
}

/** The API of the gateway that served this page, typed by its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
api.use(conventions);

/**
 * The body of an answer.
 * @throws Problem for every "no", and when nothing answered.
 */
export async function read<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  return (await answer(call)).data as NonNullable<Data>;
}

/**
 * An answer with its headers.
 * @throws Problem for every "no", and when nothing answered.
 */
export async function answer<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<{ data?: Data; etag: string }> {
  const { data, error, response } = await call.catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw new Problem(response.status, typeof error === 'object' && error !== null ? error : {});
  return { ...(data !== undefined && { data }), etag: response.headers.get('ETag') ?? '' };
}

/** Header that lets a write be repeated without doing it twice. */
export const once = (): { 'Idempotency-Key': string } => ({ 'Idempotency-Key': crypto.randomUUID() });

/** Whether this browser may hold a session: its readable half of the session's cookies is there. */
export const mayHoldSession = (): boolean => csrfToken() !== undefined;

function csrfToken(): string | undefined {
  const cookie = document.cookie.split('; ').find((pair) => /^(__Host-)?csrf=/.test(pair));
  return cookie && decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1));
}
