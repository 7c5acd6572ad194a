import { describe } from '@jest/globals';
import type { ReadModelStore } from '@rollcall/event-sourcing';
import type { Place } from './place.js';
import { usePlaces } from './place.js';
import { readModelDocumentSuite } from './read-model-documents.suite.js';
import { readModelFacetSuite } from './read-model-facets.suite.js';
import { readModelOracleSuite } from './read-model-oracle.suite.js';
import { readModelQuerySuite } from './read-model-queries.suite.js';

/** What an adapter brings to the suite. */
export type ReadModelStoreContract = Readonly<{ place: () => Promise<Place<ReadModelStore>> }>;

/**
 * The contract of the read-model store port (KRN-07, KRN-08, KRN-15): every adapter passes it. Call it at the top level of
 * a spec.
 */
export function readModelStoreSuite(name: string, { place }: ReadModelStoreContract): void {
  describe(`read-model store: ${name}`, () => {
    const open = usePlaces(place);
    describe('documents', () => readModelDocumentSuite(open));
    describe('queries', () => readModelQuerySuite(open));
    describe('queries, against a plain list', () => readModelOracleSuite(open));
    describe('facets', () => readModelFacetSuite(open));
  });
}

/** Opens a store on a place of its own; `open` opens the same place again. */
export type OpenReadModelStore = () => Promise<{ port: ReadModelStore; open: () => Promise<ReadModelStore> }>;
