import type { AccountFacet, SessionFacet } from '@rollcall/contracts';
import type { MemberRow } from '../read-models/members.composition.js';

/** What the end of a session hangs on, as far as identity has decided it. */
export type SessionFacts = Readonly<{
  session: Pick<SessionFacet, 'startedAt' | 'expiresAt' | 'endedAt'>;
  account: Pick<AccountFacet, 'status' | 'sessionsEndedAt'>;
  now: Date;
}>;

/** Whether a session is over: ended by its owner, expired, or ended with all of its account. */
export function hasEnded({ session, account, now }: SessionFacts): boolean {
  const startedAt = Date.parse(session.startedAt);
  if (session.endedAt !== undefined || Date.parse(session.expiresAt) <= now.getTime()) return true;
  if (account.status === 'closed') return true;
  return account.sessionsEndedAt !== undefined && startedAt <= Date.parse(account.sessionsEndedAt);
}

/**
 * Whether a session began before its account lost its last active person: then it is over too. Identity decides the same,
 * a moment later; seeing it here makes it at once (STO-8).
 */
export function hasLostItsPeople(
  session: Pick<SessionFacet, 'startedAt'>,
  people: readonly Pick<MemberRow, 'status' | 'disabledAt'>[],
): boolean {
  const startedAt = Date.parse(session.startedAt);
  if (people.some(({ status }) => status === 'active')) return false;
  return people.some(({ disabledAt }) => disabledAt !== undefined && startedAt <= Date.parse(disabledAt));
}
