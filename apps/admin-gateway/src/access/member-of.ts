import { type Action, decide, filterFor, isUnanswerable, type RecordFacts } from '@rollcall/permission-engine';
import type { Member } from './caller.js';

/** A member of these facts. */
export function memberOf(facts: Omit<Member, 'decide' | 'may'>): Member {
  const { policy, subject } = facts;
  const decideFor: Member['decide'] = (action, record) => {
    const decision = decide(policy, { subject, action, ...(record && { record }) });
    return isUnanswerable(decision) ? undefined : decision;
  };
  // A role that may, but reaches no project yet: lists are empty, not refused.
  const onAnyProject = (action: Action): boolean => {
    const filter = filterFor(policy, subject, action);
    return !isUnanswerable(filter) && filter.branches.length > 0;
  };
  const may: Member['may'] = (action, record) => {
    if (!record && isOnProjects(facts, action) && !isCreate(action)) return onAnyProject(action);
    return decideFor(action, record ?? newRecord(action))?.allowed === true;
  };
  return { ...facts, decide: decideFor, may };
}

const isOnProjects = ({ policy }: Pick<Member, 'policy'>, action: Action): boolean =>
  (action.kind === 'entity' || action.kind === 'field') && policy.catalogue.get(action.type)?.belongsTo === 'project';

const isCreate = (action: Action): boolean => action.kind === 'entity' && action.operation === 'create';

/** What does not exist yet belongs to no project. */
const newRecord = (action: Action): RecordFacts | undefined => (isCreate(action) ? { project: null } : undefined);
