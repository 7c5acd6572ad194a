import { Type } from '@sinclair/typebox';
import { contract, facetKind, type StateOf } from './contract.js';
import { Id, MarkSchema, Moment, oneOf, PartySchema } from './schema.js';

/** A team's customer record: who administers it. */
export const teamFacet = facetKind(
  'licensing',
  'team',
  'teamId',
  Type.Object({
    teamId: Id,
    name: Type.String(),
    admins: Type.Array(Type.Object({ accountId: Id, rank: oneOf('primary', 'secondary') })),
  }),
);
export type TeamFacet = StateOf<typeof teamFacet>;

/** A team's seats in figures; never one entry per seat (KRN-01). */
export const poolFacet = facetKind(
  'licensing',
  'pool',
  'teamId',
  Type.Object({
    teamId: Id,
    total: Type.Integer({ minimum: 0 }),
    used: Type.Integer({ minimum: 0 }),
    expiresAt: Type.Optional(Moment),
  }),
);
export type PoolFacet = StateOf<typeof poolFacet>;

/** One account's place in a team's subscription, held while it has a use or was assigned directly. */
export const seatFacet = facetKind(
  'licensing',
  'seat',
  'seatId',
  Type.Object({
    seatId: Id,
    teamId: Id,
    accountId: Id,
    kind: oneOf('single-use'),
    held: Type.Boolean(),
    direct: Type.Boolean(),
    uses: Type.Array(Type.Object({ personId: Id, siteId: Id, attempt: Type.Integer() })),
    /** The people who lost their use when the seat was taken back in the portal, one per site: they may be active still. */
    formerUses: Type.Optional(Type.Array(Type.Object({ personId: Id, siteId: Id, attempt: Type.Integer() }))),
    heldMark: Type.Optional(MarkSchema),
    releasedMark: Type.Optional(MarkSchema),
    releaseCause: Type.Optional(oneOf('inactive-everywhere', 'portal', 'closed')),
  }),
);
export type SeatFacet = StateOf<typeof seatFacet>;

/** Which open accounts have one address: how the seat of a person without a link is found (DGN-12). */
export const addressFacet = facetKind(
  'licensing',
  'address',
  'emailIndex',
  Type.Object({ emailIndex: Id, accountIds: Type.Array(Id) }),
);
/** The state of {@link addressFacet}. */
export type AddressFacet = StateOf<typeof addressFacet>;

/** What licensing knows of one person's attempts. */
export const useFacet = facetKind(
  'licensing',
  'use',
  'personId',
  Type.Object({
    personId: Id,
    siteId: Id,
    teamId: Id,
    accountId: Type.Optional(Id),
    seatId: Type.Optional(Id),
    attempt: Type.Integer({ minimum: 0 }),
    answered: Type.Integer({ minimum: 0 }),
    refusal: Type.Optional(Type.Object({ code: Type.String(), reason: Type.String() })),
  }),
);
export type UseFacet = StateOf<typeof useFacet>;

/** The kinds of drift, in the order in which the first match counts (DGN-12). */
export const driftKinds = [
  'account-closed',
  'account-missing',
  'twin-by-site-edit',
  'twin-by-late-enable',
  'seat-missing',
  'seat-held-while-disabled',
] as const;

/** Identity, seat and site status disagree about one person. */
export const driftFacet = facetKind(
  'licensing',
  'drift',
  'personId',
  Type.Object({
    personId: Id,
    siteId: Id,
    kind: oneOf(...driftKinds),
    suggestion: oneOf('active', 'inactive'),
    since: Moment,
    by: PartySchema,
    evidence: Type.Array(Id),
  }),
);
export type DriftFacet = StateOf<typeof driftFacet>;

/** A diagnostic run: how far it is and what it found. */
export const runFacet = facetKind(
  'licensing',
  'diagnostic-run',
  'runId',
  Type.Object({
    runId: Id,
    siteId: Id,
    state: oneOf('analysing', 'analysed', 'resolving', 'finished', 'failed', 'cancelled'),
    analysed: Type.Integer(),
    people: Type.Integer(),
    found: Type.Integer(),
    overrides: Type.Integer(),
    resolved: Type.Integer(),
    unresolved: Type.Integer(),
    failure: Type.Optional(Type.String()),
    startedAt: Moment,
    /** Absent in messages from before this was told. */
    startedBy: Type.Optional(PartySchema),
  }),
);
export type RunFacet = StateOf<typeof runFacet>;

const use = { teamId: Id, siteId: Id, personId: Id, attempt: Type.Integer({ minimum: 1 }) };
const figures = { used: Type.Integer(), total: Type.Integer() };
const seat = { teamId: Id, seatId: Id, accountId: Id };

export const teamCreated = contract(teamFacet, 'team-created', 'A team exists.', Type.Object({ teamId: Id }));
export const teamAdminAppointed = contract(
  teamFacet,
  'team-admin-appointed',
  'An account may manage the team’s subscription and seats.',
  Type.Object({ teamId: Id, accountId: Id, rank: oneOf('primary', 'secondary') }),
);
export const teamAdminRemoved = contract(
  teamFacet,
  'team-admin-removed',
  'An account no longer manages the team.',
  Type.Object({ teamId: Id, accountId: Id }),
);
export const poolChanged = contract(
  poolFacet,
  'pool-changed',
  'A team’s seats, or how many are in use, changed.',
  Type.Object({ teamId: Id, ...figures }),
);
/** One per use; `wasHeld` = no new seat. Without `seatId` the site’s kind needs no seat. */
export const seatClaimed = contract(
  useFacet,
  'seat-claimed',
  'A person’s attempt has a seat.',
  Type.Object({ ...use, accountId: Id, seatId: Type.Optional(Id), wasHeld: Type.Boolean(), ...figures }),
);
export const seatRefused = contract(
  useFacet,
  'seat-refused',
  'A person’s attempt gets no seat.',
  Type.Object({ ...use, accountId: Id, code: Type.String(), reason: Type.String(), ...figures }),
);
export const seatUseDropped = contract(
  useFacet,
  'seat-use-dropped',
  'A person no longer uses a seat.',
  Type.Object({ ...use, seatId: Id, accountId: Id }),
);
/** Every change of a seat stream: claimed, dropped, assigned or un-assigned in the portal. */
export const seatChanged = contract(
  seatFacet,
  'seat-changed',
  'Who uses a seat, or whether it is held, changed.',
  Type.Object(seat),
);
export const seatReleased = contract(
  seatFacet,
  'seat-released',
  'A seat is free again.',
  Type.Object({ ...seat, cause: oneOf('inactive-everywhere', 'portal', 'closed') }),
);
export const addressChanged = contract(
  addressFacet,
  'address-changed',
  'Licensing has heard that other open accounts have this address.',
  Type.Object({ emailIndex: Id }),
);
export const driftFound = contract(
  driftFacet,
  'drift-found',
  'A disagreement about a person began.',
  Type.Object({ personId: Id, siteId: Id }),
);
export const driftCleared = contract(
  driftFacet,
  'drift-cleared',
  'A disagreement about a person ended.',
  Type.Object({ personId: Id, siteId: Id }),
);
export const runProgressed = contract(
  runFacet,
  'diagnostic-run-progressed',
  'A diagnostic run went on.',
  Type.Object({ runId: Id, siteId: Id }),
);
export const runFinished = contract(
  runFacet,
  'diagnostic-run-finished',
  'A diagnostic run ended.',
  Type.Object({ runId: Id, siteId: Id }),
);
/** Licensing asks; directory decides and answers with an event of the person. */
export const statusCorrectionRequested = contract(
  runFacet,
  'status-correction-requested',
  'A diagnostic run asks directory for a status.',
  Type.Object({ runId: Id, siteId: Id, personId: Id, status: oneOf('active', 'disabled') }),
);
