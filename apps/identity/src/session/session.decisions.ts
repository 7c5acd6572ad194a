import { type Command, decideOne, type Get, reject, type Rejection, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { isAccountLocked } from '../lock/lock.decisions.js';
import { secondFactorDecider } from '../second-factor/second-factor.decider.js';
import { secondFactorStream } from '../second-factor/second-factor.events.js';
import { sessionDecider } from './session.decider.js';
import { type SessionStarted, sessionStream } from './session.events.js';

/** For a session that nobody has, and for somebody else's. */
export const noSuchSession = (): Rejection => reject('not-found', 'There is no such session.');

/** One answer for unknown, wrong, pending, locked and closed: it tells nobody which accounts exist. */
export const wrongCredentials = (): Rejection => reject('wrong-credentials', 'Email or password is wrong.');

/** The password was right, and is not enough. */
export const codeRequired = (): Rejection =>
  reject('second-factor-required', 'Type a code of your authenticator app, or a recovery code.');

/**
 * Starts a session of an account whose password hash `proven` was matched; refused when it has changed since, or the
 * account was closed or locked meanwhile. Rejections: `wrong-credentials`, `second-factor-required`.
 */
export function signIn(session: SessionStarted['data'], proven: string, at: Date): Command {
  const addressed = sessionStream(session.sessionId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, accountStream(session.accountId));
      if (account.status !== 'completed' || account.passwordHash !== proven) return wrongCredentials();
      if (isAccountLocked(get, session.accountId, at)) return wrongCredentials();
      if (get(secondFactorDecider, secondFactorStream(session.accountId)).totp) return codeRequired();
      return writes([
        addressed,
        sessionDecider.decide({ type: 'StartSession', data: session }, get(sessionDecider, addressed)),
      ]);
    },
  };
}

/** A session of an account; `at` is the command's time. */
export type OwnSession = Readonly<{ accountId: string; sessionId: string; at: Date }>;

/** What lets one session go on where a command ends all of its account. Rejections: `not-found`. */
export function keepSession(get: Get, { accountId, sessionId, at }: OwnSession) {
  const stream = sessionStream(sessionId);
  // One millisecond later than the end of all sessions, which is the time of this very command.
  const goOn = { type: 'ContinueSession', data: { accountId, at: new Date(at.getTime() + 1) } } as const;
  return [stream, sessionDecider.decide(goOn, get(sessionDecider, stream))] as const;
}

/** The owner ends one of their sessions. Rejections: `not-found`, also for somebody else's. */
export function endSession({ accountId, sessionId, at }: OwnSession): Command {
  const addressed = sessionStream(sessionId);
  return {
    addressed,
    decide: (get) => {
      const session = get(sessionDecider, addressed);
      if (session.status === 'none' || session.accountId !== accountId) return noSuchSession();
      return writes([addressed, sessionDecider.decide({ type: 'EndSession', data: { at, reason: 'ended' } }, session)]);
    },
  };
}

/** The owner ends every other session. Rejections: `not-found` where `sessionId` is no session. */
export function endOtherSessions(kept: OwnSession): Command {
  const addressed = accountStream(kept.accountId);
  return {
    addressed,
    decide: (get) => {
      const end = { type: 'EndSessions', data: { by: 'owner' } } as const;
      return writes([addressed, accountDecider.decide(end, get(accountDecider, addressed))], keepSession(get, kept));
    },
  };
}

/** An Admin ends every session of an account (ASVS 7.4.5). */
export function endAllSessions(accountId: string): Command {
  return decideOne(accountDecider, accountStream(accountId), { type: 'EndSessions', data: { by: 'admin' } });
}

/** Starts a session on the operator's word, for scripts. Rejections: `not-found` without a completed account. */
export function issueToken(session: SessionStarted['data']): Command {
  const addressed = sessionStream(session.sessionId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, accountStream(session.accountId));
      if (account.status !== 'completed') return reject('not-found', 'There is no such account that can sign in.');
      return writes([
        addressed,
        sessionDecider.decide({ type: 'StartSession', data: session }, get(sessionDecider, addressed)),
      ]);
    },
  };
}
