import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { seatDecider } from './seat.decider.js';

const { given } = deciderSpecification(seatDecider);
const holder = { seatId: 's', teamId: 't', accountId: 'a' };
const used = (personId: string, attempt = 1) =>
  ({ type: 'SeatUsed', data: { ...holder, personId, siteId: `site-of-${personId}`, attempt } }) as const;
const assigned = { type: 'SeatAssigned', data: holder } as const;
const useEnded = (personId: string) => ({ type: 'SeatUseEnded', data: { personId } }) as const;
const end = (personId: string) => ({ type: 'EndSeatUse', data: { personId } }) as const;
const released = (cause: 'inactive-everywhere' | 'portal' | 'closed') =>
  ({ type: 'SeatReleased', data: { ...holder, cause } }) as const;
const unassigned = { type: 'SeatUnassigned', data: {} } as const;
const assignmentEnded = { type: 'SeatAssignmentEnded', data: {} } as const;

test('LIC-03 LIC-04 a seat is released when the account is active on no site of the team any more', () => {
  given(used('p'), used('q')).when(end('p')).then(useEnded('p'));
  given(used('p'), used('q'), useEnded('p')).when(end('q')).then(useEnded('q'), released('inactive-everywhere'));
  given(used('p', 1), used('p', 2)).when(end('p')).then(useEnded('p'), released('inactive-everywhere'));
  given(used('p')).when(end('q')).then();
});

test('LIC-09 LIC-14 a seat that was assigned directly stays held without a use; assigning again says nothing', () => {
  given(used('p'), assigned).when(end('p')).then(useEnded('p'));
  given(assigned).when({ type: 'AssignSeat', data: holder }).then();
});

test('LIC-18 un-assigning in the portal ends assignment and uses together', () => {
  given(used('p'), assigned).when({ type: 'UnassignSeat', data: {} }).then(unassigned, released('portal'));
  given(used('p'), unassigned, released('portal')).when({ type: 'UnassignSeat', data: {} }).thenRejected('not-found');
  given(used('p'), unassigned, released('portal')).when(end('p')).then();
});

test('STO-3 a closed account keeps the uses of its people until they are disabled', () => {
  const endAssignment = { type: 'EndAssignment', data: {} } as const;
  given(used('p'), assigned).when(endAssignment).then(assignmentEnded);
  given(assigned).when(endAssignment).then(assignmentEnded, released('closed'));
  given(used('p')).when(endAssignment).then();
});
