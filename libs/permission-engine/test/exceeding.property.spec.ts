import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile, decide, exceeding, type Grant, isUnanswerable, type Policy, type Subject } from '../src/index.js';
import { cases, catalogue } from './random-site.js';

const projects = ['p1', 'p2', 'p3'].map((id, at) => ({ id, private: at === 2 }));
const grants: fc.Arbitrary<Grant> = fc.record({
  roleId: fc.constantFrom('r1', 'r2'),
  allOpen: fc.boolean(),
  projects: fc.subarray(projects),
});

/** The giver as if the role were theirs: in its place where there is one role a person, else beside their own. */
function holding({ accessModel }: Policy, giver: Subject, { roleId, allOpen, projects: given }: Grant): Subject {
  const assignment = { roleId, scope: { allOpen, projectIds: given.map(({ id }) => id) } };
  const assignments = accessModel === 'single-role' ? [assignment] : [...giver.assignments, assignment];
  return { ...giver, assignments };
}

describe('SCOPE-3 nobody grants a right they lack', () => {
  test('SCOPE-3 what exceeds nothing would allow the giver nothing new, over random sites', () => {
    const seen = { exceeding: 0, within: 0 };
    fc.assert(
      fc.property(cases, grants, ({ accessModel, roles, request }, grant) => {
        const policy = compile({ accessModel, roles, catalogue });
        const giver: Subject = { ...request.subject, status: 'active', session: 'valid' };
        const project = request.record.project && projects.find(({ id }) => id === request.record.project?.id);
        const asked = { ...request, record: { ...request.record, ...(project && { project }) } };
        if (exceeding(policy, giver, grant)) return void (seen.exceeding += 1);
        seen.within += 1;
        const after = decide(policy, { ...asked, subject: holding(policy, giver, grant) });
        if (isUnanswerable(after) || !after.allowed) return;
        expect(decide(policy, { ...asked, subject: giver })).toMatchObject({ allowed: true });
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(seen.exceeding, seen.within)).toBeGreaterThan(50);
  });
});
