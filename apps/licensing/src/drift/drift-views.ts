import {
  type AccountFacet,
  accountFacet,
  type LinkFacet,
  linkFacet,
  type Mark,
  type PersonFacet,
  personFacet,
  type SeatFacet,
  seatFacet,
  siteFacet,
  useFacet,
} from '@rollcall/contracts';
import type { AccountView, Occurrence, SeatView, TwinView, Views } from '@rollcall/drift';
import type { FacetsByKind } from '@rollcall/event-sourcing';
import { foundOf } from './found-of.js';

/**
 * What the facets found say of a person, or `undefined` while they cannot be compared: an active person's link and use
 * are published before the activation, yet on other topics, and may be read after it.
 */
export function viewsOf(found: FacetsByKind, person: PersonFacet): Views | undefined {
  const link = foundOf(found, linkFacet);
  if (!isHeardOf(found, person, link)) return undefined;
  return {
    person: {
      status: person.status,
      attemptOpen: person.activation.state === 'activating',
      because: occurrence(person.statusMark),
    },
    account: accountView(found, person, link),
    seat: seatView(found),
  };
}

/** A shorter word for a mark of a facet. */
const occurrence = ({ eventId, at, by }: Mark): Occurrence => ({ eventId, at: new Date(at), by });

function isHeardOf(found: FacetsByKind, { status, activation }: PersonFacet, link: LinkFacet | undefined): boolean {
  if (!foundOf(found, siteFacet)) return false;
  if (status === 'disabled') return true;
  const use = foundOf(found, useFacet);
  const attempt = activation.state === 'active' ? activation.attempt : 0;
  return link !== undefined && use !== undefined && link.attempt >= attempt && use.answered >= attempt;
}

function accountView(found: FacetsByKind, person: PersonFacet, link: LinkFacet | undefined): AccountView {
  if (link?.accountId === undefined) {
    return { state: 'none', ...(link?.unlinkedMark && { because: occurrence(link.unlinkedMark) }) };
  }
  const account = accountOf(found, link.accountId);
  if (account?.status === 'closed' && account.closedMark) {
    return { state: 'closed', because: occurrence(account.closedMark) };
  }
  const twin = twinView(found, person, link);
  return { state: 'linked', link: link.status ?? 'Pending', ...(twin && { twin }) };
}

const accountOf = (found: FacetsByKind, accountId: string): AccountFacet | undefined =>
  found.get(accountFacet.kind)?.find(({ key }) => key === accountId)?.state as AccountFacet | undefined;

/** No twin any more once the earlier account is closed. */
function twinView(found: FacetsByKind, person: PersonFacet, { twin, accountId }: LinkFacet): TwinView | undefined {
  if (!twin) return undefined;
  const earlier = accountOf(found, twin.twinAccountId);
  if (earlier?.status === 'closed') return undefined;
  const created = accountOf(found, accountId ?? '')?.createdMark ?? twin.mark;
  const cause = twin.kind === 'site-edit' ? person.emailMark : earlier?.emailMark;
  return { madeBy: twin.kind, created: occurrence(created), ...(cause && { cause: occurrence(cause) }) };
}

/** Taken back in the portal and given again, a seat has no uses; yet those who had one may have stayed active. */
function servesFormer(found: FacetsByKind, { accountId, formerUses = [] }: SeatFacet): boolean {
  const former = new Set(formerUses.map(({ personId }) => personId));
  return (found.get(personFacet.kind) ?? []).some(({ key, state }) => {
    const person = state as PersonFacet;
    const isActive = person.status === 'active' || person.activation.state === 'activating';
    return former.has(key) && isActive && person.accountId === accountId;
  });
}

/** A use that stands holds its seat, also where the seat's own message has not arrived yet. */
function seatView(found: FacetsByKind): SeatView {
  if (foundOf(found, siteFacet)?.kind !== 'subscription') return { state: 'not-needed' };
  const seats = (found.get(seatFacet.kind) ?? []).map(({ state }) => state as SeatFacet);
  const seat = seats.find(({ held }) => held) ?? seats[0];
  if (seat?.held && seat.heldMark) {
    return {
      state: 'held',
      inUse: seat.uses.length > 0 || servesFormer(found, seat),
      because: occurrence(seat.heldMark),
    };
  }
  const use = foundOf(found, useFacet);
  const claimed = use?.seatId !== undefined && foundOf(found, linkFacet)?.linkedMark;
  if (claimed) return { state: 'held', inUse: true, because: occurrence(claimed) };
  return { state: 'none', ...(seat?.releasedMark && { because: occurrence(seat.releasedMark) }) };
}
