import type { Action, Unanswerable } from './action.js';
import { type Catalogue, unknownIn } from './catalogue.js';
import { type Actor, both, type Condition, decideCondition, either, type Truth } from './condition.js';
import { subjectGates } from './decide.js';
import type { Gate } from './gate.js';
import { branchesOf } from './plan.js';
import { inScope, type ProjectScope } from './project-scope.js';
import type { RecordFacts, Subject } from './request.js';
import type { Policy } from './role.js';

/** What one role lets through: records in these projects for which every condition holds. */
export type FilterBranch = Readonly<{
  roleId: string;
  projects: ProjectScope;
  conditions: readonly Condition[];
  /** Whom the conditions' `names` mean. */
  actor: Actor;
  exceptSystemRequired: boolean;
}>;

/** The records of a list that an action is allowed on: those that one branch lets through. No branch: none at all. */
export type Filter = Readonly<{ action: Action; branches: readonly FilterBranch[] }>;

/**
 * What {@link decide} would answer, for all records at once: the same gates, with those that hang on the record left
 * open (A10). A list asks this instead of deciding row by row.
 */
export function filterFor(policy: Policy, subject: Subject, action: Action): Filter | Unanswerable {
  const unknown = unknownIn(policy.catalogue, action);
  if (unknown) return unknown;
  if (subjectGates(policy, subject).some(closed)) return { action, branches: [] };
  const open = branchesOf(policy, subject, action).filter(({ gates }) => !gates.some(closed));
  return { action, branches: open.map(({ roleId, gates }) => residual(roleId, gates)) };
}

const closed = ({ test }: Gate): boolean => test.kind === 'fixed' && !test.passes;

function residual(roleId: string, gates: readonly Gate[]): FilterBranch {
  const tests = gates.map(({ test }) => test);
  const rules = tests.filter((test) => test.kind === 'rule');
  return {
    roleId,
    projects: tests.find((test) => test.kind === 'project')?.scope ?? nowhere,
    conditions: rules.map(({ condition }) => condition),
    actor: rules[0]?.actor ?? nobody,
    exceptSystemRequired: tests.some(({ kind }) => kind === 'not-system-required'),
  };
}

const nowhere: ProjectScope = { every: false, open: false, ids: [], without: false };
const nobody: Actor = { personId: '', groupIds: [], projectIds: [] };

/** Whether a filter lets a record through; what is missing is named as {@link decide} names it. */
export function matches(filter: Filter, record: RecordFacts, catalogue: Catalogue): Truth {
  const { action } = filter;
  const type = action.kind === 'entity' || action.kind === 'field' ? catalogue.get(action.type) : undefined;
  return either(
    filter.branches.map(({ projects, conditions, actor, exceptSystemRequired }) =>
      both([
        inScope(projects, record, type),
        ...conditions.map((condition) => decideCondition(condition, actor, record.properties ?? {})),
        !(exceptSystemRequired && record.systemRequired === true),
      ]),
    ),
  );
}
