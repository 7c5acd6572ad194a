import { accountFacet, type SessionFacet, sessionFacet } from '@rollcall/contracts';
import type { AccountId, Composition, ReadModelDeclaration } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';

/** A session of an account. */
export type SessionRow = SessionFacet & Readonly<{ id: string; accountEndedAt?: string }>;

/** The sessions of each account; its facets are what a sign-in is checked against. */
export const sessions: Composition<SessionRow> = {
  name: 'admin-gateway-sessions',
  version: 1,
  rowOf: sessionFacet.kind,
  joins: { [accountFacet.kind]: (found) => [foundOne(found, sessionFacet)?.accountId ?? ''] },
  compose: (found, id) => {
    const session = foundOne(found, sessionFacet);
    const ended = foundOne(found, accountFacet)?.sessionsEndedAt;
    return session && { ...session, id, ...(ended !== undefined && { accountEndedAt: ended }) };
  },
};

/** What sessions can be asked. */
export const sessionsDeclaration: ReadModelDeclaration<SessionRow> = {
  name: sessions.name,
  version: sessions.version,
  urgent: true,
  scope: ({ accountId }) => ({ account: accountId as AccountId }),
  filters: {},
  sorts: { startedAt: ({ startedAt }) => startedAt },
};
