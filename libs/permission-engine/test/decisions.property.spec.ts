import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  applyChange,
  compile,
  type Decision,
  decide,
  explain,
  filterFor,
  isUnanswerable,
  matches,
  type Unanswerable,
} from '../src/index.js';
import { oracle } from './oracle.js';
import { type Case, cases, catalogue } from './random-site.js';

const policyOf = ({ accessModel, roles }: Case) => compile({ accessModel, roles, catalogue });
const told = (answer: Decision | Unanswerable): 'yes' | 'no' | 'tell more' => {
  if (isUnanswerable(answer)) return 'tell more';
  return answer.allowed ? 'yes' : 'no';
};
const runs = { numRuns: 10_000 };

test('G10 a decision is what a naive reading of the evaluator order says, over random sites', () => {
  const seen: Record<'yes' | 'no' | 'tell more', number> = { yes: 0, no: 0, 'tell more': 0 };
  fc.assert(
    fc.property(cases, (random) => {
      const answer = told(decide(policyOf(random), random.request));
      seen[answer] += 1;
      expect(answer).toBe(oracle(random));
    }),
    runs,
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

test('G10 check = explain = filter over random sites', () => {
  fc.assert(
    fc.property(cases, (random) => {
      const policy = policyOf(random);
      const { subject, action, record } = random.request;
      const answer = decide(policy, random.request);
      const explained = explain(policy, random.request);
      expect(isUnanswerable(explained) ? explained : explained.decision).toEqual(answer);
      const filter = filterFor(policy, subject, action);
      if (isUnanswerable(filter)) throw new Error('a known action has a filter');
      const matched = matches(filter, record, catalogue);
      expect(typeof matched === 'object' ? 'tell more' : matched ? 'yes' : 'no').toBe(told(answer));
    }),
    runs,
  );
});

test('G10 every change that an explanation cites for a no makes it a yes', () => {
  let cited = 0;
  fc.assert(
    fc.property(cases, (random) => {
      const policy = policyOf(random);
      const explained = explain(policy, random.request);
      if (isUnanswerable(explained) || !explained.wouldAllow) return;
      cited += 1;
      expect(explained.wouldAllow.length).toBeGreaterThan(0);
      let after: Parameters<typeof applyChange>[0] = { policy, request: random.request };
      for (const change of explained.wouldAllow) after = applyChange(after, change);
      expect(decide(after.policy, after.request)).toMatchObject({ allowed: true });
    }),
    runs,
  );
  expect(cited).toBeGreaterThan(50);
});

test('G10 adding a no to a role never grants anything', () => {
  const paths = fc.constantFrom('entity/Task/see', 'entity/Task/edit', 'field/Task/status/edit', 'app/edit');
  fc.assert(
    fc.property(cases, paths, fc.nat(1), (random, path, index) => {
      const stricter = random.roles.map((role, at) =>
        at === index ? { ...role, permissions: { ...role.permissions, [path]: false } } : role,
      );
      const before = told(decide(policyOf(random), random.request));
      const after = told(decide(policyOf({ ...random, roles: stricter }), random.request));
      if (before === 'no') expect(after).toBe('no');
    }),
    runs,
  );
});
