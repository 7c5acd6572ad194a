import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { useDecider } from './use.decider.js';

const { given } = deciderSpecification(useDecider);
const base = (attempt: number) => ({ personId: 'p', siteId: 'x', teamId: 't', attempt, accountId: 'a' });
const figures = { used: 1, total: 2 };
const claim = (attempt: number) => ({ ...base(attempt), ...figures, seatId: 's', wasHeld: false });
const refusal = (attempt: number) => ({ ...base(attempt), ...figures, code: 'no-seat-left', reason: 'None left.' });
const claimed = (attempt: number) => ({ type: 'SeatClaimed', data: claim(attempt) }) as const;
const refused = (attempt: number) => ({ type: 'SeatRefused', data: refusal(attempt) }) as const;
const ended = (upTo: number) => ({ type: 'AttemptsEnded', data: { upTo } }) as const;
const dropped = (attempt: number) => ({ type: 'SeatUseDropped', data: { ...base(attempt), seatId: 's' } }) as const;
const claimUse = (attempt: number) => ({ type: 'ClaimUse', data: claim(attempt) }) as const;
const refuseUse = (attempt: number) => ({ type: 'RefuseUse', data: refusal(attempt) }) as const;
const endAttempts = (upTo: number) => ({ type: 'EndAttempts', data: { upTo } }) as const;

test('STO-3 an attempt is answered once, and never after a later one', () => {
  given().when(claimUse(1)).then(claimed(1));
  given(claimed(2)).when(claimUse(2)).then();
  given(claimed(2)).when(claimUse(1)).then();
  given(claimed(2)).when(refuseUse(2)).then();
  given(refused(1)).when(claimUse(2)).then(claimed(2));
});

test('STO-3 an ended attempt gets no seat and is still answered', () => {
  given(ended(2)).when(claimUse(2)).then();
  given(ended(2)).when(refuseUse(2)).then(refused(2));
});

test('STO-8 ending attempts drops the use of one of them, never of a later one', () => {
  given(claimed(1)).when(endAttempts(1)).then(ended(1), dropped(1));
  given(claimed(2)).when(endAttempts(1)).then(ended(1));
  given(claimed(1), ended(1), dropped(1)).when(endAttempts(1)).then();
  given(claimed(1), ended(1), dropped(1)).when({ type: 'DropUse', data: {} }).then();
});

test('LIC-15 where no seat is needed there is none to drop', () => {
  const { seatId: _none, ...without } = claim(1);
  given({ type: 'SeatClaimed', data: without }).when(endAttempts(1)).then(ended(1));
});
