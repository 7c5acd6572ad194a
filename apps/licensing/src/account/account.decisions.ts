import { type Command, decideAll, type Get, isRejection, type Write, writes } from '@rollcall/event-sourcing';
import { addressDecider } from '../address/address.decider.js';
import { addressStream } from '../address/address.events.js';
import type { SeatCommand } from '../seat/seat.commands.js';
import { seatDecider } from '../seat/seat.decider.js';
import { freeIfReleased, seatStream } from '../seat/seat.decisions.js';
import { useDecider } from '../use/use.decider.js';
import { useStream } from '../use/use.decisions.js';
import { type Account, accountDecider } from './account.decider.js';
import { accountStream } from './account.events.js';

/** What identity's facet says of an account. */
export type HeardAccount = Readonly<{
  accountId: string;
  emailIndex: string;
  closed: boolean;
  version: bigint;
  /** The people who were active by an account that was closed. */
  personIds: readonly string[];
}>;

/**
 * Follows identity: which address leads to which account, and the seats of a closed one are free in the same append. Its
 * people stay active until somebody disables them: that is drift.
 */
export function noteAccount(heard: HeardAccount): Command {
  const { accountId, emailIndex, closed, version } = heard;
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, addressed);
      const data = { accountId, emailIndex, closed, version: String(version) };
      const events = accountDecider.decide({ type: 'NoteAccount', data }, account);
      if (isRejection(events) || events.length === 0) return new Map();
      const ended = closed ? freeSeats(get, heard, account) : [];
      return writes([addressed, events], ...moveAddress(get, heard, account), ...ended);
    },
  };
}

function moveAddress(get: Get, { accountId, emailIndex, closed }: HeardAccount, before: Account): readonly Write[] {
  const left = before.emailIndex !== undefined && (closed || before.emailIndex !== emailIndex);
  const change = (index: string, type: 'TakeAddress' | 'LeaveAddress'): Write => {
    const stream = addressStream(index);
    const command = { type, data: { emailIndex: index, accountId } } as const;
    return [stream, addressDecider.decide(command, get(addressDecider, stream))];
  };
  return [
    ...(left && before.emailIndex !== undefined ? [change(before.emailIndex, 'LeaveAddress')] : []),
    ...(closed || before.emailIndex === emailIndex ? [] : [change(emailIndex, 'TakeAddress')]),
  ];
}

/** Ends what holds the account's seats: direct assignments, and the uses of these people; that frees them (LIC-04). */
function freeSeats(get: Get, { accountId, personIds }: HeardAccount, { assigned }: Account): readonly Write[] {
  const uses = personIds.flatMap((personId) => {
    const { current } = get(useDecider, useStream(personId));
    return current?.accountId === accountId && current.seatId ? [{ ...current, seatId: current.seatId }] : [];
  });
  const seats = new Map([...assigned, ...uses].map(({ seatId, teamId }) => [seatId, teamId]));
  const freed = [...seats].flatMap(([seatId, teamId]): readonly Write[] => {
    const stream = seatStream(seatId);
    const ends = uses.filter((use) => use.seatId === seatId).map(({ personId }) => personId);
    const commands: readonly SeatCommand[] = [
      ...ends.map((personId) => ({ type: 'EndSeatUse', data: { personId } }) as const),
      { type: 'EndAssignment', data: {} },
    ];
    const events = decideAll(seatDecider, get(seatDecider, stream), commands);
    return isRejection(events) ? [] : [[stream, events], ...freeIfReleased(get, { teamId, seatId }, events)];
  });
  return [...freed, ...uses.map(({ personId }) => dropUseOf(get, personId))];
}

const dropUseOf = (get: Get, personId: string): Write => {
  const stream = useStream(personId);
  return [stream, useDecider.decide({ type: 'DropUse', data: {} }, get(useDecider, stream))];
};
