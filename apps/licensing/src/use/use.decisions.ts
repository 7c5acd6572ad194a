import {
  type Command,
  DependencyAway,
  type Get,
  isRejection,
  reject,
  type StreamName,
  streamName,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { poolDecider } from '../pool/pool.decider.js';
import type { PoolEvent } from '../pool/pool.events.js';
import { isHeld, seatDecider } from '../seat/seat.decider.js';
import { freeIfReleased, poolStream, seatStream } from '../seat/seat.decisions.js';
import { siteDecider } from '../site/site.decider.js';
import { siteCategory } from '../site/site.events.js';
import { type CurrentUse, isAnswerable, useDecider } from './use.decider.js';
import { useCategory } from './use.events.js';

/** What licensing is asked for one numbered attempt. `seatId` names the account's place in the team. */
export type SeatRequest = Readonly<{
  personId: string;
  siteId: string;
  accountId: string;
  seatId: string;
  attempt: number;
  /** The seat must have been assigned before (K17). */
  byHand: boolean;
  /** The command's time. */
  at: Date;
}>;

/** The stream of a person's use. */
export const useStream = (personId: string): StreamName => streamName(useCategory, personId);

/**
 * Claims a seat for an attempt, or records why there is none: use, seat and pool in one append (STO-3). An attempt that
 * was answered or ended changes nothing but is answered; the person's use on another account is dropped first, so that a
 * full pool cannot refuse a move. Throws DependencyAway while licensing does not know the site.
 */
export function claimSeat(request: SeatRequest): Command {
  const addressed = useStream(request.personId);
  return {
    addressed,
    decide: (get) => {
      const use = get(useDecider, addressed);
      const { personId, siteId, accountId, attempt } = request;
      if (use.answered >= attempt) return new Map();
      const site = get(siteDecider, streamName(siteCategory, siteId));
      if (site.status === 'unknown') throw new DependencyAway(`licensing has not heard of site ${siteId} yet`);
      const { teamId } = site;
      const base = { personId, siteId, teamId, attempt, accountId };
      if (!isAnswerable(use, attempt)) {
        const figures = figuresOf(get, teamId);
        return writes([
          addressed,
          useDecider.decide({ type: 'RefuseUse', data: { ...base, ...figures, ...endedRefusal } }, use),
        ]);
      }
      if (site.kind !== 'subscription') {
        return writes([
          addressed,
          useDecider.decide({ type: 'ClaimUse', data: { ...base, used: 0, total: 0, wasHeld: true } }, use),
        ]);
      }
      return claimInTeam(get, request, teamId, use.current);
    },
  };
}

const endedRefusal = { code: 'attempt-ended', reason: 'This attempt has ended; start another.' };

/** Ends every attempt up to this one and drops the use that hangs on them (DESIGN section 5: level-triggered). */
export function endAttempts(personId: string, upTo: number): Command {
  const addressed = useStream(personId);
  return {
    addressed,
    decide: (get) => {
      const use = get(useDecider, addressed);
      const events = useDecider.decide({ type: 'EndAttempts', data: { upTo } }, use);
      const drops = use.current && use.current.attempt <= upTo && upTo > use.ended;
      return writes([addressed, events], ...(drops ? leaveSeat(get, use.current) : []));
    },
  };
}

/** The person was unlinked from the account: a use by this attempt or an earlier one is dropped. */
export function dropUse(personId: string, accountId: string, attempt: number): Command {
  const addressed = useStream(personId);
  return {
    addressed,
    decide: (get) => {
      const use = get(useDecider, addressed);
      const { current } = use;
      if (current?.accountId !== accountId || current.attempt > attempt) return new Map();
      return writes([addressed, useDecider.decide({ type: 'DropUse', data: {} }, use)], ...leaveSeat(get, current));
    },
  };
}

function claimInTeam(get: Get, request: SeatRequest, teamId: string, current: CurrentUse | undefined) {
  const { personId, siteId, accountId, seatId, attempt, byHand, at } = request;
  const addressed = useStream(personId);
  const use = get(useDecider, addressed);
  const leaving = current && current.seatId !== seatId ? leaveSeat(get, current) : [];
  const freed = poolEventsOf(leaving, poolStream(teamId));
  const pool = freed.reduce(poolDecider.evolve, get(poolDecider, poolStream(teamId)));
  const seat = get(seatDecider, seatStream(seatId));
  const wasHeld = isHeld(seat);
  const base = { personId, siteId, teamId, attempt, accountId };
  const taken =
    byHand && !wasHeld
      ? reject('seat-required', 'This person needs a seat first: a team admin assigns it.')
      : wasHeld
        ? []
        : poolDecider.decide({ type: 'TakeSeat', data: { seatId, at } }, pool);
  if (isRejection(taken)) {
    const { rejected: code, reason } = taken;
    const refusal = { ...base, ...figuresOf(get, teamId), code, reason };
    return writes([addressed, useDecider.decide({ type: 'RefuseUse', data: refusal }, use)]);
  }
  const after = taken.reduce(poolDecider.evolve, pool);
  const figures = after.status === 'none' ? { used: 0, total: 0 } : { used: after.used, total: after.total };
  return writes(
    [addressed, useDecider.decide({ type: 'ClaimUse', data: { ...base, ...figures, seatId, wasHeld } }, use)],
    [seatStream(seatId), seatDecider.decide({ type: 'UseSeat', data: { ...base, seatId } }, seat)],
    ...leaving,
    [poolStream(teamId), taken],
  );
}

/** The writes that take a person off a seat: the seat's own, and the pool's when that frees it. */
function leaveSeat(get: Get, { seatId, personId, teamId }: CurrentUse): readonly Write[] {
  if (!seatId) return [];
  const events = seatDecider.decide({ type: 'EndSeatUse', data: { personId } }, get(seatDecider, seatStream(seatId)));
  if (isRejection(events)) return [];
  return [[seatStream(seatId), events], ...freeIfReleased(get, { teamId, seatId }, events)];
}

const poolEventsOf = (all: readonly Write[], stream: StreamName): readonly PoolEvent[] =>
  all.flatMap(([name, events]) => (name === stream && !isRejection(events) ? (events as readonly PoolEvent[]) : []));

function figuresOf(get: Get, teamId: string): Readonly<{ used: number; total: number }> {
  const pool = get(poolDecider, poolStream(teamId));
  return pool.status === 'none' ? { used: 0, total: 0 } : { used: pool.used, total: pool.total };
}
