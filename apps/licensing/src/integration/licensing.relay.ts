import * as contracts from '@rollcall/contracts';
import type { AddressFacet, PoolFacet, RunFacet, SeatFacet } from '@rollcall/contracts';
import type { Message, Publication, Recorded, Relay } from '@rollcall/event-sourcing';
import type { AddressEvent } from '../address/address.events.js';
import { addressFold } from '../address/address.facet.js';
import type { DriftEvent } from '../drift/drift.events.js';
import { driftFold } from '../drift/drift.facet.js';
import type { PoolEvent } from '../pool/pool.events.js';
import { poolFold } from '../pool/pool.facet.js';
import type { RunEvent } from '../run/run.events.js';
import { runFold } from '../run/run.facet.js';
import type { SeatEvent } from '../seat/seat.events.js';
import { seatFold } from '../seat/seat.facet.js';
import type { TeamEvent } from '../team/team.events.js';
import { teamFold } from '../team/team.facet.js';
import type { UseEvent } from '../use/use.events.js';
import { useFold } from '../use/use.facet.js';

type Published = TeamEvent | PoolEvent | SeatEvent | UseEvent | AddressEvent | DriftEvent | RunEvent;

const ofPool = (_event: Recorded, { teamId, used, total }: PoolFacet): Publication => ({
  type: contracts.poolChanged.type,
  data: { teamId, used, total },
});
const ofSeat = (_event: Recorded, { teamId, seatId, accountId }: SeatFacet): Publication => ({
  type: contracts.seatChanged.type,
  data: { teamId, seatId, accountId },
});
const ofAddress = (_event: Recorded, { emailIndex }: AddressFacet): Publication => ({
  type: contracts.addressChanged.type,
  data: { emailIndex },
});
const ofDrift =
  ({ type }: contracts.Contract) =>
  ({ data: { personId, siteId } }: Recorded<DriftEvent>): Publication => ({ type, data: { personId, siteId } });
const ofRun =
  ({ type }: contracts.Contract) =>
  (_event: Recorded, { runId, siteId }: RunFacet): Publication => ({ type, data: { runId, siteId } });
const progressed = ofRun(contracts.runProgressed);
const ended = ofRun(contracts.runFinished);
/** An event that is its own contract. */
const itself =
  ({ type }: contracts.Contract) =>
  ({ data }: Recorded<Message>): Publication => ({ type, data });

/** What others learn from licensing (docs/reference/asyncapi.json). */
export const licensingRelay: Relay<Published> = {
  name: 'licensing',
  service: 'licensing',
  facets: {
    team: teamFold,
    pool: poolFold,
    seat: seatFold,
    use: useFold,
    address: addressFold,
    drift: driftFold,
    'diagnostic-run': runFold,
  },
  publish: {
    TeamCreated: ({ data: { teamId } }) => ({ type: contracts.teamCreated.type, data: { teamId } }),
    TeamAdminAppointed: itself(contracts.teamAdminAppointed),
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
    AddressTaken: ofAddress,
    AddressLeft: ofAddress,
    DriftFound: ofDrift(contracts.driftFound),
    DriftCleared: ofDrift(contracts.driftCleared),
    RunRequested: progressed,
    AnalysisProgressed: progressed,
    OverridesChanged: progressed,
    ResolvingBegan: progressed,
    PersonSettled: progressed,
    StatusCorrectionRequested: itself(contracts.statusCorrectionRequested),
    RunFailed: ended,
    RunCancelled: ended,
    RunFinished: ended,
  },
};
