import type { DriftFacet } from '@rollcall/contracts';
import { keyOf, type Projection, type ReadModelDeclaration } from '@rollcall/event-sourcing';
import type { DriftEvent } from '../drift/drift.events.js';
import { wholeInstallation } from './whole-installation.js';

/** One person who is un-synced now. */
export type DriftFigure = Pick<DriftFacet, 'kind'>;

/** Everybody who is un-synced now, by kind. */
export const driftFigures: Projection<DriftFigure, DriftEvent> = {
  name: 'licensing-drift-figures',
  version: 1,
  on: {
    DriftFound: { ids: ({ stream }) => keyOf(stream), evolve: (_row, { data: { kind } }) => ({ kind }) },
    DriftCleared: { ids: ({ stream }) => keyOf(stream), evolve: () => undefined },
  },
};

/** What may be asked of {@link driftFigures}. */
export const driftFiguresDeclaration: ReadModelDeclaration<DriftFigure> = {
  name: driftFigures.name,
  version: driftFigures.version,
  scope: () => wholeInstallation,
  filters: { kind: ({ kind }) => kind },
  sorts: {},
};
