import { type Command, type Get, isRejection, type Write, writes } from '@rollcall/event-sourcing';
import { addressDecider } from '../address/address.decider.js';
import { addressStream } from '../address/address.events.js';
import { seatDecider } from '../seat/seat.decider.js';
import { freeIfReleased, seatStream } from '../seat/seat.decisions.js';
import { type Account, accountDecider } from './account.decider.js';
import { accountStream } from './account.events.js';

/** What identity's facet says of an account. */
export type HeardAccount = Readonly<{ accountId: string; emailIndex: string; closed: boolean; version: bigint }>;

/**
 * Follows identity: which address leads to which account, and the direct assignments of a closed one end in the same
 * append. Its people keep their uses until they are disabled: that is drift, not a release.
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
      const ended = closed ? endAssignments(get, account) : [];
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

function endAssignments(get: Get, { assigned }: Account): readonly Write[] {
  return assigned.flatMap(({ seatId, teamId }): readonly Write[] => {
    const stream = seatStream(seatId);
    const events = seatDecider.decide({ type: 'EndAssignment', data: {} }, get(seatDecider, stream));
    return isRejection(events) ? [] : [[stream, events], ...freeIfReleased(get, { teamId, seatId }, events)];
  });
}
