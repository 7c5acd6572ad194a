import {
  type Command,
  type Get,
  isRejection,
  type StreamName,
  streamName,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { poolDecider } from '../pool/pool.decider.js';
import { poolCategory } from '../pool/pool.events.js';
import { useDecider } from '../use/use.decider.js';
import { useCategory } from '../use/use.events.js';
import { isHeld, type Seat, seatDecider } from './seat.decider.js';
import { seatCategory, type SeatEvent } from './seat.events.js';

/** One account's place in one team. */
export type SeatHolder = Readonly<{ seatId: string; teamId: string; accountId: string }>;

/** The stream of a seat. */
export const seatStream = (seatId: string): StreamName => streamName(seatCategory, seatId);
/** The stream of a team's figures. */
export const poolStream = (teamId: string): StreamName => streamName(poolCategory, teamId);

/**
 * A team admin gives an account a seat (LIC-14); it gives no access to any site (LIC-08). Rejections: `no-seat-left`,
 * `subscription-expired`, `not-found` (no such team), `account-required` (closed).
 */
export function assignSeat(holder: SeatHolder, at: Date): Command {
  const addressed = seatStream(holder.seatId);
  return {
    addressed,
    decide: (get) => {
      const seat = get(seatDecider, addressed);
      const assigned = seatDecider.decide({ type: 'AssignSeat', data: holder }, seat);
      // Seat and account are written together: one that has not heard of it yet is no reason to write again.
      if (!isRejection(assigned) && assigned.length === 0) return new Map();
      const pool = poolStream(holder.teamId);
      const account = accountStream(holder.accountId);
      const noted = accountDecider.decide(
        { type: 'NoteAssignment', data: placeOf(holder) },
        get(accountDecider, account),
      );
      const taken = isHeld(seat)
        ? []
        : poolDecider.decide({ type: 'TakeSeat', data: { seatId: holder.seatId, at } }, get(poolDecider, pool));
      return writes([account, noted], [addressed, assigned], [pool, taken]);
    },
  };
}

/** A team admin takes a seat back: assignment and uses end, people stay as they are (LIC-18 `report`). `not-found`. */
export function unassignSeat(holder: SeatHolder): Command {
  const addressed = seatStream(holder.seatId);
  return {
    addressed,
    decide: (get) => {
      const seat = get(seatDecider, addressed);
      const events = seatDecider.decide({ type: 'UnassignSeat', data: {} }, seat);
      if (isRejection(events)) return events;
      const account = accountStream(holder.accountId);
      const forget = { type: 'ForgetAssignment', data: { seatId: holder.seatId } } as const;
      return writes(
        [addressed, events],
        [account, accountDecider.decide(forget, get(accountDecider, account))],
        ...freeIfReleased(get, holder, events),
        ...dropAllUses(get, seat),
      );
    },
  };
}

const placeOf = ({ seatId, teamId }: SeatHolder) => ({ seatId, teamId });

/** The pool's write when these events release the seat. */
export function freeIfReleased(
  get: Get,
  { teamId, seatId }: Pick<SeatHolder, 'teamId' | 'seatId'>,
  events: readonly SeatEvent[],
): readonly Write[] {
  if (!events.some(({ type }) => type === 'SeatReleased')) return [];
  const pool = poolStream(teamId);
  return [[pool, poolDecider.decide({ type: 'FreeSeat', data: { seatId } }, get(poolDecider, pool))]];
}

/** The uses of a seat know that it was taken from them; one per site of the team at most. */
function dropAllUses(get: Get, seat: Seat): readonly Write[] {
  if (seat.status === 'none') return [];
  return seat.uses.map(({ personId }): Write => {
    const stream = streamName(useCategory, personId);
    return [stream, useDecider.decide({ type: 'DropUse', data: {} }, get(useDecider, stream))];
  });
}
