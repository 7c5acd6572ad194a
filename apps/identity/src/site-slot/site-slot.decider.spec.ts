import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { siteSlotDecider } from './site-slot.decider.js';
import type { SlotGiven } from './site-slot.events.js';

const { given } = deciderSpecification(siteSlotDecider);
const to = (personId: string, claimVersion: number): SlotGiven => ({
  type: 'SlotGiven',
  data: { personId, claimVersion },
});
const take = (personId: string, claimVersion: number) =>
  ({ type: 'TakeSlot', data: { personId, claimVersion } }) as const;

test('IDN-03 STO-2 the slot goes to the higher fencing token', () => {
  given().when(take('p', 1)).then(to('p', 1));
  given(to('p', 1)).when(take('q', 2)).then(to('q', 2));
  given(to('p', 2)).when(take('q', 1)).thenRejected('account-already-on-site');
  given(to('p', 2)).when(take('q', 2)).thenRejected('account-already-on-site');
});
test('STO-2 who has it keeps it, and raises their token', () => {
  given(to('p', 2)).when(take('p', 2)).then();
  given(to('p', 2)).when(take('p', 1)).then();
  given(to('p', 2)).when(take('p', 3)).then(to('p', 3));
});
