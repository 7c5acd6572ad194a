import {
  accountFacet,
  addressFacet,
  type DriftFacet,
  linkFacet,
  type PersonFacet,
  personFacet,
  type SeatFacet,
  seatFacet,
  siteFacet,
  useFacet,
} from '@rollcall/contracts';
import { compare } from '@rollcall/drift';
import type { Composition, Cryptography, FacetsByKind, ReadModelDeclaration, TeamId } from '@rollcall/event-sourcing';
import { seatIdOf } from '../seat/seat-id.js';
import { viewsOf } from './drift-views.js';
import { foundOf } from './found-of.js';

/** What disagrees about a person, as the facet tells it. */
export type FoundDrift = Pick<DriftFacet, 'kind' | 'suggestion' | 'since' | 'by' | 'evidence'>;
/** One person of a site as the three services see them, and whether they disagree. */
export type DriftRow = Readonly<{
  personId: string;
  siteId: string;
  teamId: string;
  status: PersonFacet['status'];
  activation: Pick<PersonFacet['activation'], 'state' | 'attempt' | 'reason'>;
  /** The linked account; without a link, those with the person's address. */
  accountIds: readonly string[];
  drift?: FoundDrift;
}>;

function accountsOf(found: FacetsByKind): readonly string[] {
  const linked = foundOf(found, linkFacet)?.accountId;
  return linked === undefined ? (foundOf(found, addressFacet)?.accountIds ?? []) : [linked];
}

/**
 * Every person beside their link, account, use and seat (STO-9): the seat is that of the linked account or, without a
 * link, of the account with the person's address (DGN-12).
 */
export const driftComposition = (cryptography: Pick<Cryptography, 'uuid5'>): Composition<DriftRow> => ({
  name: driftDeclaration.name,
  version: driftDeclaration.version,
  rowOf: personFacet.kind,
  joins: {
    [linkFacet.kind]: (_found, personId) => [personId],
    [useFacet.kind]: (_found, personId) => [personId],
    [siteFacet.kind]: (found) => some(foundOf(found, personFacet)?.siteId),
    [addressFacet.kind]: (found) => some(foundOf(found, personFacet)?.emailIndex),
    [accountFacet.kind]: (found) => {
      const link = foundOf(found, linkFacet);
      return [...some(link?.accountId), ...some(link?.twin?.twinAccountId)];
    },
    [seatFacet.kind]: (found) => {
      const teamId = foundOf(found, personFacet)?.teamId;
      return teamId === undefined
        ? []
        : accountsOf(found).map((accountId) => seatIdOf(cryptography, teamId, accountId));
    },
    // Others by the account of the seat, whose use was taken from them: behind the row's own person.
    [personFacet.kind]: (found) =>
      (found.get(seatFacet.kind) ?? []).flatMap(({ state }) =>
        ((state as SeatFacet).formerUses ?? []).map(({ personId }) => personId),
      ),
  },
  compose: (found) => {
    const person = foundOf(found, personFacet);
    if (!person) return undefined;
    const { personId, siteId, teamId, status, activation } = person;
    const drift = driftOf(found, person);
    const { state, attempt, reason } = activation;
    const tried = { state, attempt, ...(reason !== undefined && { reason }) };
    const row = { personId, siteId, teamId, status, activation: tried, accountIds: accountsOf(found) };
    return drift ? { ...row, drift } : row;
  },
});

/** What may be asked of {@link driftComposition}: by team, so that it also tells whom a seat belongs to (LIC-09). */
export const driftDeclaration: ReadModelDeclaration<DriftRow> = {
  name: 'licensing-drift',
  version: 2,
  scope: ({ teamId }) => ({ team: teamId as TeamId }),
  filters: {
    siteId: ({ siteId }) => siteId,
    accountId: ({ accountIds }) => accountIds,
    drifted: ({ drift }) => drift !== undefined,
  },
  sorts: {},
};

const some = (key: string | undefined): readonly string[] => (key === undefined ? [] : [key]);

function driftOf(found: FacetsByKind, person: PersonFacet): FoundDrift | undefined {
  const views = viewsOf(found, person);
  const drift = views && compare(views);
  if (!drift) return undefined;
  const { kind, suggestion, since, by, evidence } = drift;
  return { kind, suggestion, since: since.toISOString(), by, evidence: evidence.map(({ eventId }) => eventId) };
}
