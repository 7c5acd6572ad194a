import type { PoolFacet } from '@rollcall/contracts';
import { facetStep, type Projection, type ReadModelDeclaration } from '@rollcall/event-sourcing';
import type { PoolEvent } from '../pool/pool.events.js';
import { poolFold } from '../pool/pool.facet.js';
import { wholeInstallation } from './whole-installation.js';

const step = facetStep<PoolFacet, PoolEvent>(poolFold);

/** The seats of every team in figures. */
export const poolFigures: Projection<PoolFacet, PoolEvent> = {
  name: 'licensing-pool-figures',
  version: 1,
  on: { SubscriptionStarted: step, SeatsAdded: step, SeatTaken: step, SeatFreed: step },
};

/** Seats nobody uses. */
export const seatsLeft = ({ total, used }: PoolFacet): number => total - used;

/** What may be asked of {@link poolFigures}. */
export const poolFiguresDeclaration: ReadModelDeclaration<PoolFacet> = {
  name: poolFigures.name,
  version: poolFigures.version,
  scope: () => wholeInstallation,
  filters: {},
  sorts: { left: seatsLeft },
};
