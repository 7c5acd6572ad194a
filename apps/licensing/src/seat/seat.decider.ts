import { type Decider, reject } from '@rollcall/event-sourcing';
import type { SeatCommand } from './seat.commands.js';
import type { SeatEvent, SeatUse } from './seat.events.js';

/** A seat nobody ever held, or one that was; held while it has a use or a direct assignment. `uses`: one per site. */
export type Seat =
  | Readonly<{ status: 'none' }>
  | Readonly<{
      status: 'known';
      seatId: string;
      teamId: string;
      accountId: string;
      direct: boolean;
      uses: readonly SeatUse[];
      /** What the portal took from people who stayed as they were (LIC-18): one per site, until they use the seat again. */
      formerUses?: readonly SeatUse[];
    }>;

/** Whether the seat counts as used. */
export const isHeld = (seat: Seat): boolean => seat.status === 'known' && (seat.direct || seat.uses.length > 0);

/**
 * One account's place in a team's subscription (LIC-03, LIC-04).
 * Rejections: `not-found` (nothing to un-assign).
 */
export const seatDecider: Decider<Seat, SeatCommand, SeatEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (seat, event) => {
    switch (event.type) {
      case 'SeatUsed': {
        const { personId, siteId, attempt, ...holder } = event.data;
        const others = usesOf(seat).filter((use) => use.personId !== personId);
        const { formerUses, ...rest } = known(seat, holder);
        const former = (formerUses ?? []).filter((use) => use.siteId !== siteId);
        return { ...rest, uses: [...others, { personId, siteId, attempt }], ...formerly(former) };
      }
      case 'SeatAssigned':
        return { ...known(seat, event.data), direct: true };
      case 'SeatReleased':
        return seat;
      default:
        return seat.status === 'none' ? seat : ended(seat, event);
    }
  },
  decide: (command, seat) => {
    switch (command.type) {
      case 'UseSeat':
        return [{ type: 'SeatUsed', data: command.data }];
      case 'AssignSeat':
        return seat.status === 'known' && seat.direct ? [] : [{ type: 'SeatAssigned', data: command.data }];
      case 'UnassignSeat':
        return isHeld(seat)
          ? andRelease(seat, { type: 'SeatUnassigned', data: {} }, 'portal')
          : reject('not-found', 'This account holds no seat.');
      case 'EndSeatUse':
        return usesOf(seat).some(({ personId }) => personId === command.data.personId)
          ? andRelease(seat, { type: 'SeatUseEnded', data: command.data }, 'inactive-everywhere')
          : [];
      case 'EndAssignment':
        return seat.status === 'known' && seat.direct
          ? andRelease(seat, { type: 'SeatAssignmentEnded', data: {} }, 'closed')
          : [];
    }
  },
};

type KnownSeat = Extract<Seat, { status: 'known' }>;
type Ending = Extract<SeatEvent, { type: 'SeatUseEnded' | 'SeatUnassigned' | 'SeatAssignmentEnded' }>;

const usesOf = (seat: Seat): readonly SeatUse[] => (seat.status === 'known' ? seat.uses : []);

const known = (
  seat: Seat,
  { seatId, teamId, accountId }: Pick<KnownSeat, 'seatId' | 'teamId' | 'accountId'>,
): KnownSeat =>
  seat.status === 'known' ? seat : { status: 'known', seatId, teamId, accountId, direct: false, uses: [] };

function ended(seat: KnownSeat, event: Ending): KnownSeat {
  switch (event.type) {
    case 'SeatUseEnded':
      return { ...seat, uses: seat.uses.filter(({ personId }) => personId !== event.data.personId) };
    case 'SeatUnassigned':
      return { ...seat, uses: [], direct: false, ...formerly([...(seat.formerUses ?? []), ...seat.uses]) };
    case 'SeatAssignmentEnded':
      return { ...seat, direct: false };
  }
}

const formerly = (uses: readonly SeatUse[]): Pick<KnownSeat, 'formerUses'> =>
  uses.length > 0 ? { formerUses: [...new Map(uses.map((use) => [use.siteId, use])).values()] } : {};

/** The ending, and the release that follows when nothing holds the seat any more. */
function andRelease(
  seat: Seat,
  event: Ending,
  cause: 'inactive-everywhere' | 'portal' | 'closed',
): readonly SeatEvent[] {
  if (seat.status === 'none') return [];
  if (isHeld(ended(seat, event))) return [event];
  const { seatId, teamId, accountId } = seat;
  return [event, { type: 'SeatReleased', data: { seatId, teamId, accountId, cause } }];
}
