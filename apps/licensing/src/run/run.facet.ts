import type { RunFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { runCategory, type RunEvent } from './run.events.js';
import { evolveRun } from './run.state.js';

/** The public state of a diagnostic run: how far it is, and who asked for it. */
export const runFold: FacetFold<RunEvent> = {
  category: runCategory,
  initial: undefined,
  evolve: (facet: RunFacet | undefined, event: Recorded<RunEvent>): RunFacet | undefined => {
    const run = evolveRun(facet ? { status: 'requested', teamId: '', figures: facet } : { status: 'none' }, event);
    if (run.status === 'none') return undefined;
    return event.type === 'RunRequested' ? { ...run.figures, startedBy: event.metadata.actor } : run.figures;
  },
};
