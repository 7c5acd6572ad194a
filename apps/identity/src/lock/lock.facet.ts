import type { LockFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { lockCategory, type LockEvent } from './lock.events.js';

/** The public state of an account's lock. */
export const lockFold: FacetFold<LockEvent> = {
  category: lockCategory,
  initial: undefined,
  evolve: (_facet: LockFacet | undefined, { type, data }: Recorded<LockEvent>): LockFacet =>
    type === 'AccountLocked' ? { accountId: data.accountId, lockedUntil: data.until } : { accountId: data.accountId },
};
