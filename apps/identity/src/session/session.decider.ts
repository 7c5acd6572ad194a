import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type { SessionEvent, SessionStarted } from './session.events.js';

/** Opens a session under the digest of its token. */
export type StartSession = Message<'StartSession', SessionStarted['data']>;
/** `at`: later than the moment that ended the account's other sessions. */
export type ContinueSession = Message<'ContinueSession', { accountId: string; at: Date }>;
export type EndSession = Message<'EndSession', { at: Date; reason: 'signed-out' | 'ended' }>;
export type SessionCommand = StartSession | ContinueSession | EndSession;

/** A session before, while and after it is open. Whether time or the account ended it is not its own to know. */
export type Session = Readonly<{ status: 'none' }> | (Readonly<{ status: 'open' | 'ended' }> & SessionStarted['data']);

/** Sessions: opaque tokens, ended by their owner or with their account (STO-8). Rejections: `not-found`. */
export const sessionDecider: Decider<Session, SessionCommand, SessionEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (session, event) => {
    if (event.type === 'SessionStarted') return { status: 'open', ...event.data };
    if (session.status === 'none') return session;
    return event.type === 'SessionContinued'
      ? { ...session, startedAt: event.data.at }
      : { ...session, status: 'ended' };
  },
  decide: (command, session) => {
    if (command.type === 'StartSession') {
      return session.status === 'none' ? [{ type: 'SessionStarted', data: command.data }] : [];
    }
    if (session.status === 'none') return reject('not-found', 'There is no such session.');
    if (session.status === 'ended') return [];
    const at = command.data.at.toISOString();
    if (command.type === 'EndSession') return [{ type: 'SessionEnded', data: { at, reason: command.data.reason } }];
    // Somebody else's session is no business of this account.
    return session.accountId === command.data.accountId ? [{ type: 'SessionContinued', data: { at } }] : [];
  },
};
