import type { SeatFacet } from '@rollcall/contracts';
import { facetStep, type Projection, type ReadModelDeclaration, type TeamId } from '@rollcall/event-sourcing';
import type { SeatEvent } from '../seat/seat.events.js';
import { seatFold } from '../seat/seat.facet.js';

/** One account's place in a team, as its stream says. */
export type SeatListRow = SeatFacet;

const step = facetStep<SeatListRow, SeatEvent>(seatFold);

/** Every seat a team ever gave. */
export const seatList: Projection<SeatListRow, SeatEvent> = {
  name: 'licensing-seat-list',
  version: 2,
  on: {
    SeatUsed: step,
    SeatUseEnded: step,
    SeatAssigned: step,
    SeatUnassigned: step,
    SeatAssignmentEnded: step,
    SeatReleased: step,
  },
};

/** What may be asked of {@link seatList}. */
export const seatListDeclaration: ReadModelDeclaration<SeatListRow> = {
  name: seatList.name,
  version: seatList.version,
  scope: ({ teamId }) => ({ team: teamId as TeamId }),
  filters: { held: ({ held }) => held },
  sorts: {},
};
