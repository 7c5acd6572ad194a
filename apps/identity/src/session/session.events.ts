import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of sessions: `identity.session-<sessionId>`; the id is the digest of the token, which is stored nowhere. */
export const sessionCategory = 'identity.session';
/** The stream of a session. */
export const sessionStream = (sessionId: string): StreamName => streamName(sessionCategory, sessionId);

/** A browser's cookie session, or a program's bearer token. */
export type SessionKind = 'browser' | 'token';

/** Somebody signed in. Times are RFC 3339; it ends at `expiresAt`, or after a pause of `idleSeconds`. */
export type SessionStarted = Message<
  'SessionStarted',
  {
    sessionId: string;
    accountId: string;
    kind: SessionKind;
    startedAt: string;
    expiresAt: string;
    idleSeconds: number;
  }
>;
/** The session counts as started `at`, because its owner proved the password in it; it still ends when it would have. */
export type SessionContinued = Message<'SessionContinued', { at: string }>;
export type SessionEnded = Message<'SessionEnded', { at: string; reason: 'signed-out' | 'ended' }>;

/** What can be true of a session. */
export type SessionEvent = SessionStarted | SessionContinued | SessionEnded;
