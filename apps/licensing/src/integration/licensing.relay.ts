import * as contracts from '@rollcall/contracts';
import type { PoolFacet, SeatFacet } from '@rollcall/contracts';
import type { Message, Publication, Recorded, Relay } from '@rollcall/event-sourcing';
import type { PoolEvent } from '../pool/pool.events.js';
import { poolFold } from '../pool/pool.facet.js';
import type { SeatEvent } from '../seat/seat.events.js';
import { seatFold } from '../seat/seat.facet.js';
import type { UseEvent } from '../use/use.events.js';
import { useFold } from '../use/use.facet.js';

type Published = PoolEvent | SeatEvent | UseEvent;

const ofPool = (_event: Recorded, { teamId, used, total }: PoolFacet): Publication => ({
  type: contracts.poolChanged.type,
  data: { teamId, used, total },
});
const ofSeat = (_event: Recorded, { teamId, seatId, accountId }: SeatFacet): Publication => ({
  type: contracts.seatChanged.type,
  data: { teamId, seatId, accountId },
});
/** An event that is its own contract. */
const itself =
  ({ type }: contracts.Contract) =>
  ({ data }: Recorded<Message>): Publication => ({ type, data });

/** What others learn from licensing (docs/reference/asyncapi.json). */
export const licensingRelay: Relay<Published> = {
  name: 'licensing',
  service: 'licensing',
  facets: { pool: poolFold, seat: seatFold, use: useFold },
  publish: {
    SubscriptionStarted: ofPool,
    SeatsAdded: ofPool,
    SeatTaken: ofPool,
    SeatFreed: ofPool,
    SeatUsed: ofSeat,
    SeatUseEnded: ofSeat,
    SeatAssigned: ofSeat,
    SeatUnassigned: ofSeat,
    SeatAssignmentEnded: ofSeat,
    SeatReleased: itself(contracts.seatReleased),
    SeatClaimed: itself(contracts.seatClaimed),
    SeatRefused: itself(contracts.seatRefused),
    SeatUseDropped: itself(contracts.seatUseDropped),
  },
};
