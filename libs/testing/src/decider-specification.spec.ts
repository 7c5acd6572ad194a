import { expect, test } from '@jest/globals';
import { reject, type Decider, type Message } from '@rollcall/event-sourcing';
import { deciderSpecification } from './decider-specification.js';

type Count = Decider<{ n: number }, Message<'Add' | 'Refuse'>, Message<'Added'>>;
const count: Count = {
  initialState: () => ({ n: 0 }),
  evolve: ({ n }) => ({ n: n + 1 }),
  decide: ({ type }) => (type === 'Add' ? [{ type: 'Added', data: {} }] : reject('refused', 'No.')),
};
const add = { type: 'Add', data: {} } as const;
const added = { type: 'Added', data: {} } as const;

test('KRN-01 a rule that does not hold fails its specification', () => {
  const { given } = deciderSpecification(count);
  expect(() => given().when(add).then()).toThrow();
  expect(() => given().when(add).then(added, added)).toThrow();
  expect(() => given().when(add).thenRejected('refused')).toThrow();
  expect(() => given().when({ type: 'Refuse', data: {} }).then(added)).toThrow();
  expect(() => given().when({ type: 'Refuse', data: {} }).thenRejected('other')).toThrow();
});

test('KRN-01 a decider that is not pure fails its specification', () => {
  let calls = 0;
  const fickle: Count = { ...count, decide: () => (calls++ % 2 ? [] : [added]) };
  expect(() => deciderSpecification(fickle).given().when(add)).toThrow();
  const changing: Count = { ...count, evolve: (state) => Object.assign(state, { n: state.n + 1 }) };
  expect(() => deciderSpecification(changing).given(added)).not.toThrow();
  expect(() => deciderSpecification(changing).given(added).when(add)).toThrow(TypeError);
});
