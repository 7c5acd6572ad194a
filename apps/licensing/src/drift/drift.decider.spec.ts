import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { driftDecider } from './drift.decider.js';

const { given } = deciderSpecification(driftDecider);
const which = { personId: 'p', siteId: 'x' };
const drift = (event: string) => ({
  ...{ ...which, kind: 'seat-missing' as const, suggestion: 'inactive' as const, evidence: [event] },
  ...{ since: '2026-01-05T09:00:00.000Z', by: { kind: 'user' as const, id: 'u' } },
});
const found = (event: string) => ({ type: 'DriftFound', data: drift(event) }) as const;
const note = (event?: string) =>
  ({ type: 'NoteDrift', data: { ...which, ...(event !== undefined && { drift: drift(event) }) } }) as const;
const cleared = { type: 'DriftCleared', data: which } as const;

test('STO-9 a disagreement is told when it begins, rests on other facts, or ends; never twice', () => {
  given().when(note()).then();
  given().when(note('e1')).then(found('e1'));
  given(found('e1')).when(note('e1')).then();
  given(found('e1')).when(note('e2')).then(found('e2'));
  given(found('e1')).when(note()).then(cleared);
  given(found('e1'), cleared).when(note('e1')).then(found('e1'));
});
