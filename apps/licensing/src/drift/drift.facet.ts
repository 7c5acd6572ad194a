import type { DriftFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { driftCategory, type DriftEvent } from './drift.events.js';

/** The public state of a person's drift; gone when the services agree. */
export const driftFold: FacetFold<DriftEvent> = {
  category: driftCategory,
  initial: undefined,
  evolve: (_facet: DriftFacet | undefined, event: Recorded<DriftEvent>): DriftFacet | undefined =>
    event.type === 'DriftFound' ? event.data : undefined,
};
