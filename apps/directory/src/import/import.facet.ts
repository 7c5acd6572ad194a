import type { ImportFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { countsAfter, noCounts } from './import-counts.js';
import { importCategory, type ImportEvent } from './import.events.js';

const states = { ImportStarted: 'running', ImportFinished: 'finished', ImportCancelled: 'cancelled' } as const;
const stateAfter = (event: ImportEvent): ImportFacet['state'] | undefined =>
  Object.hasOwn(states, event.type) ? states[event.type as keyof typeof states] : undefined;

/** How far an import is, for everybody who shows it. */
export const importFold: FacetFold<ImportEvent> = {
  category: importCategory,
  initial: undefined,
  evolve: (facet: ImportFacet | undefined, event: Recorded<ImportEvent>): ImportFacet | undefined => {
    if (event.type === 'ImportUploaded') {
      const { importId, siteId } = event.data;
      return { importId, siteId, state: 'checked', counts: noCounts, startedBy: event.metadata.actor };
    }
    return facet && { ...facet, state: stateAfter(event) ?? facet.state, counts: countsAfter(facet.counts, event) };
  },
};
