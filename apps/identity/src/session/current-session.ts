import type { AccountFacet, SessionFacet } from '@rollcall/contracts';
import type { StreamReader } from '@rollcall/event-sourcing';
import { readFacet } from '@rollcall/service-kit';
import { accountStream } from '../account/account.events.js';
import { accountFold } from '../account/account.facet.js';
import { sessionStream } from './session.events.js';
import { sessionFold } from './session.facet.js';

/** A session with what decides whether it is open. `open` does not know of idle pauses: the gateway counts those. */
export type CurrentSession = SessionFacet & Readonly<{ open: boolean; mustChangePassword: boolean }>;

/** A session as it stands now: ended by its owner, by time or with its account (STO-8). */
export async function currentSession(
  store: StreamReader,
  sessionId: string,
  now: Date,
): Promise<CurrentSession | undefined> {
  const session = (await readFacet<SessionFacet>(store, sessionFold, sessionStream(sessionId)))?.state;
  if (!session) return undefined;
  const account = await readFacet<AccountFacet>(store, accountFold, accountStream(session.accountId));
  const { sessionsEndedAt, status, mustChangePassword = false } = account?.state ?? {};
  const endedWithOthers = sessionsEndedAt !== undefined && session.startedAt <= sessionsEndedAt;
  const over = session.endedAt !== undefined || session.expiresAt <= now.toISOString();
  return { ...session, open: !over && !endedWithOthers && status === 'completed', mustChangePassword };
}
