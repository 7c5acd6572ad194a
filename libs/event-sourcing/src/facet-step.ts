import { keyOf } from './consistency-token.js';
import type { Message } from './message.js';
import type { ProjectionStep } from './projection.js';
import type { FacetFold } from './relay.js';

/** A projection's step for every event of a category whose documents are its facets: what is published is also the row. */
export const facetStep = <Doc extends object, E extends Message>(fold: FacetFold<never>): ProjectionStep<Doc, E> => ({
  ids: ({ stream }) => keyOf(stream),
  evolve: (doc, event) => fold.evolve((doc ?? fold.initial) as never, event as never) as Doc | undefined,
});
