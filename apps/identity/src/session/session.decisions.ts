import { type Command, reject, type Rejection, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { sessionDecider } from './session.decider.js';
import { type SessionStarted, sessionStream } from './session.events.js';

/** One answer for unknown, wrong, pending and closed: it tells nobody which accounts exist. */
export const wrongCredentials = (): Rejection => reject('wrong-credentials', 'Email or password is wrong.');

/**
 * Starts a session of an account whose password hash `proven` was matched; refused when it has changed since, or the
 * account was closed meanwhile. Rejections: `wrong-credentials`.
 */
export function signIn(session: SessionStarted['data'], proven: string): Command {
  const addressed = sessionStream(session.sessionId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, accountStream(session.accountId));
      if (account.status !== 'completed' || account.passwordHash !== proven) return wrongCredentials();
      return writes([
        addressed,
        sessionDecider.decide({ type: 'StartSession', data: session }, get(sessionDecider, addressed)),
      ]);
    },
  };
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
