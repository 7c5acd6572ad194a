import { expect, test } from '@jest/globals';
import { streamVersion } from '@rollcall/event-sourcing';
import { deciderSpecification } from '@rollcall/testing';
import { holderDecider, staysActive } from './holder.decider.js';
import type { HolderEvent } from './holder.events.js';

const { given } = deciderSpecification(holderDecider);
const at = new Date('2026-03-01T10:00:00Z');
const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000);
const version = (value: number) => ({ personVersion: streamVersion(value) });
const note = (active: boolean, value: number) =>
  ({ type: 'Note', data: { siteId: 's', active, ...version(value) } }) as const;
const entered = (active: boolean, value: number): HolderEvent => ({
  type: 'HolderEntered',
  data: { siteId: 's', active, ...version(value) },
});
const reserved = (value: number, until = minutes(15)): HolderEvent => ({
  type: 'HolderLeaveReserved',
  data: { ...version(value), until },
});
const stays = (when: Date, ...events: readonly HolderEvent[]): boolean =>
  staysActive(events.reduce(holderDecider.evolve, holderDecider.initialState()), when);

test('KRN-04 the newest status counts, older news and repeats change nothing', () => {
  given().when(note(true, 3)).then(entered(true, 3));
  given(entered(true, 3)).when(note(false, 2)).then();
  given(entered(true, 3)).when(note(true, 4)).then();
  given(entered(true, 3))
    .when(note(false, 4))
    .then({ type: 'HolderDisabled', data: version(4) });
});

test('AUT-75 a reservation counts until something newer is heard, or for 15 minutes', () => {
  const leave = { type: 'ReserveLeave', data: { ...version(3), at } } as const;
  given(entered(true, 3)).when(leave).then(reserved(3));
  expect(stays(at, entered(true, 3))).toBe(true);
  expect(stays(minutes(14), entered(true, 3), reserved(3))).toBe(false);
  expect(stays(minutes(15), entered(true, 3), reserved(3))).toBe(true);
  const back = { type: 'HolderActivated', data: version(5) } as const;
  expect(stays(at, entered(false, 2), reserved(4), back)).toBe(true);
  expect(stays(at, entered(false, 2), reserved(5), back)).toBe(false);
});

test('AUT-75 reserving again lengthens it late, or for a newer version', () => {
  const again = (value: number, when: Date) =>
    ({ type: 'ReserveLeave', data: { ...version(value), at: when } }) as const;
  const circle = given(entered(true, 3), reserved(3));
  circle.when(again(3, minutes(1))).then();
  circle.when(again(3, minutes(10))).then(reserved(3, minutes(25)));
  circle.when(again(4, minutes(1))).then(reserved(4, minutes(16)));
});
