import { markOf, type SeatFacet } from '@rollcall/contracts';
import type { FacetFold, Recorded } from '@rollcall/event-sourcing';
import { isHeld, type Seat, seatDecider } from './seat.decider.js';
import { seatCategory, type SeatEvent } from './seat.events.js';

/** The public state of one account's place in a team, with since when it is held or free. */
export const seatFold: FacetFold<SeatEvent> = {
  category: seatCategory,
  initial: undefined,
  evolve: (facet: SeatFacet | undefined, event: Recorded<SeatEvent>): SeatFacet | undefined => {
    const before: Seat = facet ? { status: 'known', ...facet } : { status: 'none' };
    const seat = seatDecider.evolve(before, event);
    if (seat.status === 'none') return undefined;
    const { seatId, teamId, accountId, direct, uses, formerUses } = seat;
    const held = isHeld(seat);
    const kind = 'single-use' as const;
    const base = {
      seatId,
      teamId,
      accountId,
      kind,
      held,
      direct,
      uses: [...uses],
      ...(formerUses && { formerUses: [...formerUses] }),
    };
    if (event.type === 'SeatReleased') return { ...base, releasedMark: markOf(event), releaseCause: event.data.cause };
    const { heldMark, releasedMark, releaseCause } = facet ?? {};
    if (held) return { ...base, heldMark: facet?.held && heldMark ? heldMark : markOf(event) };
    return { ...base, ...(releasedMark ? { releasedMark } : {}), ...(releaseCause ? { releaseCause } : {}) };
  },
};
