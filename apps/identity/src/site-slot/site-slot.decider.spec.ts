import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { siteSlotDecider } from './site-slot.decider.js';
import type { SlotGiven } from './site-slot.events.js';

const { given } = deciderSpecification(siteSlotDecider);
const address = { emailIndex: 'e', emailGeneration: 1 };
const to = (personId: string, claimVersion: number, of = address): SlotGiven => ({
  type: 'SlotGiven',
  data: { personId, claimVersion, ...of },
});
const take = (personId: string, claimVersion: number, of = address) =>
  ({ type: 'TakeSlot', data: { personId, claimVersion, ...of } }) as const;
const free = (personId: string) => ({ type: 'FreeSlot', data: { personId } }) as const;
const freed = (personId: string) => ({ type: 'SlotFreed', data: { personId } }) as const;

test('IDN-03 STO-2 the slot goes to the higher fencing token', () => {
  given().when(take('p', 1)).then(to('p', 1));
  given(to('p', 1)).when(take('q', 2)).then(to('q', 2));
  given(to('p', 2)).when(take('q', 1)).thenRejected('account-already-on-site');
  given(to('p', 2)).when(take('q', 2)).thenRejected('account-already-on-site');
});
test('STO-2 tokens for two addresses, or for one address had twice, are not compared: who has the slot keeps it', () => {
  const other = { emailIndex: 'f', emailGeneration: 1 };
  const again = { emailIndex: 'e', emailGeneration: 2 };
  given(to('p', 1))
    .when(take('q', 2, other))
    .thenRejected('account-already-on-site');
  given(to('p', 1))
    .when(take('q', 2, again))
    .thenRejected('account-already-on-site');
});
test('STO-2 who has it keeps it, and raises their token', () => {
  const other = { emailIndex: 'f', emailGeneration: 1 };
  given(to('p', 2)).when(take('p', 2)).then();
  given(to('p', 2)).when(take('p', 1)).then();
  given(to('p', 2)).when(take('p', 3)).then(to('p', 3));
  given(to('p', 2))
    .when(take('p', 1, other))
    .then(to('p', 1, other));
});
test('STO-8 who leaves it frees it for anybody; what somebody else has by now stays theirs', () => {
  given(to('p', 2)).when(free('p')).then(freed('p'));
  given(to('p', 2), freed('p')).when(take('q', 1)).then(to('q', 1));
  given(to('p', 1), to('q', 2)).when(free('p')).then();
  given().when(free('p')).then();
});
