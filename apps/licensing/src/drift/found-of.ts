import type { FacetKind, StateOf } from '@rollcall/contracts';
import type { FacetsByKind } from '@rollcall/event-sourcing';

/** The state of the first facet of a kind that was found for a row. */
export const foundOf = <F extends FacetKind>(found: FacetsByKind, { kind }: F): StateOf<F> | undefined =>
  found.get(kind)?.[0]?.state;
