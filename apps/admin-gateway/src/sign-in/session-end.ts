import type { AccountFacet, SessionFacet } from '@rollcall/contracts';
import type { MemberRow } from '../read-models/members.composition.js';

/** Everything the end of a session hangs on. */
export type SessionFacts = Readonly<{
  session: Pick<SessionFacet, 'startedAt' | 'expiresAt' | 'endedAt'>;
  account: Pick<AccountFacet, 'status' | 'sessionsEndedAt'>;
  people: readonly Pick<MemberRow, 'status' | 'disabledAt'>[];
  now: Date;
}>;

/**
 * Whether a session is over: ended by its owner, expired, ended with all of its account, or begun before the account lost
 * its last active person. The last is what identity decides too, a moment later; seeing it here makes it at once (STO-8).
 */
export function hasEnded({ session, account, people, now }: SessionFacts): boolean {
  const startedAt = Date.parse(session.startedAt);
  if (session.endedAt !== undefined || Date.parse(session.expiresAt) <= now.getTime()) return true;
  if (account.status === 'closed') return true;
  if (account.sessionsEndedAt !== undefined && startedAt <= Date.parse(account.sessionsEndedAt)) return true;
  if (people.some(({ status }) => status === 'active')) return false;
  return people.some(({ disabledAt }) => disabledAt !== undefined && startedAt <= Date.parse(disabledAt));
}
