import type { PoolFacet } from '@rollcall/contracts';
import { type FacetFold, keyOf, type Recorded } from '@rollcall/event-sourcing';
import { poolDecider } from './pool.decider.js';
import { poolCategory, type PoolEvent } from './pool.events.js';

/** The public state of a team's seats in figures. */
export const poolFold: FacetFold<PoolEvent> = {
  category: poolCategory,
  initial: undefined,
  evolve: (facet: PoolFacet | undefined, event: Recorded<PoolEvent>): PoolFacet | undefined => {
    const before = facet ? ({ status: 'subscribed', ...facet } as const) : poolDecider.initialState();
    const pool = poolDecider.evolve(before, event);
    if (pool.status === 'none') return undefined;
    const { total, used, expiresAt } = pool;
    return { teamId: keyOf(event.stream), total, used, ...(expiresAt ? { expiresAt } : {}) };
  },
};
