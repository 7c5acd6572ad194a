import * as authorization from './authorization.contracts.js';
import type { Contract, FacetKind } from './contract.js';
import * as directory from './directory.contracts.js';
import * as identity from './identity.contracts.js';
import * as licensing from './licensing.contracts.js';

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'summary' in value && 'facet' in value;

/** Every contract event by its type. */
export const contracts: ReadonlyMap<string, Contract> = new Map(
  [directory, identity, authorization, licensing]
    .flatMap((exported) => Object.values(exported).filter(isContract))
    .map((contract) => [contract.type, contract]),
);

/** Every facet kind that travels with a contract event, by its kind. */
export const facetKinds: ReadonlyMap<string, FacetKind> = new Map(
  [...contracts.values()].map(({ facet }) => [facet.kind, facet]),
);
