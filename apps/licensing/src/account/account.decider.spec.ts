import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { accountDecider } from './account.decider.js';

const { given } = deciderSpecification(accountDecider);
const noted = (version: string, emailIndex: string, closed = false) =>
  ({ type: 'AccountNoted', data: { accountId: 'a', emailIndex, closed, version } }) as const;
const note = (version: string, emailIndex: string, closed = false) =>
  ({ type: 'NoteAccount', data: { accountId: 'a', emailIndex, closed, version } }) as const;
const seat = { seatId: 's', teamId: 't' };
const assignment = { type: 'AssignmentNoted', data: seat } as const;

test('KRN-04 an account is followed by its versions: the same again and older news say nothing', () => {
  given().when(note('0', 'e1')).then(noted('0', 'e1'));
  given(noted('0', 'e1')).when(note('3', 'e1')).then();
  given(noted('0', 'e1'), noted('4', 'e2')).when(note('3', 'e1')).then();
  given(noted('4', 'e2')).when(note('10', 'e1')).then(noted('10', 'e1'));
});

test('STO-3 a closed account is assigned nothing', () => {
  given(noted('1', 'e1', true))
    .when({ type: 'NoteAssignment', data: seat })
    .thenRejected('account-required');
  given(assignment, noted('1', 'e1', true))
    .when({ type: 'ForgetAssignment', data: { seatId: 's' } })
    .then();
  given(assignment).when({ type: 'NoteAssignment', data: seat }).then();
});
