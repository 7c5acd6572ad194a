import { isUnanswerable, type Unanswerable } from './action.js';
import { type CatalogueEntry, unknownIn } from './catalogue.js';
import { type Decision, type DenialCode, type Reason, steps } from './decision.js';
import { ask, fixedGate, type Gate } from './gate.js';
import { branchesOf, impersonate } from './plan.js';
import type { AccessRequest, RecordFacts, Subject } from './request.js';
import type { Policy } from './role.js';

/**
 * Decides one request in the order of A10: the first no of a role ends it, one role that allows everything is enough.
 * A record's property that the answer hangs on and that was left out makes the question unanswerable, never a no (SCOPE-2).
 */
export function decide(policy: Policy, request: AccessRequest): Decision | Unanswerable {
  const { subject, action, record } = request;
  const unknown = unknownIn(policy.catalogue, action);
  if (unknown) return unknown;
  const type = action.kind === 'entity' || action.kind === 'field' ? policy.catalogue.get(action.type) : undefined;
  const first = walk(subjectGates(policy, subject), record, type);
  if (first.denied) return { allowed: false, code: first.denied, reasons: first.reasons };
  const ways = branchesOf(policy, subject, action).map(({ gates }) => walk(gates, record, type));
  return combine(first.reasons, ways);
}

/** Steps 1 and 2: the person and their session; whoever acts as another needs the permission to (AUT-61). */
export function subjectGates(policy: Policy, subject: Subject): readonly Gate[] {
  const { status, session, facet, statusMark, impersonator } = subject;
  const source = { ...(facet && { facet }), ...(statusMark && { mark: statusMark }) };
  const gates = [
    fixedGate('person', status === 'unknown' ? 'person-unknown' : 'person-disabled', status === 'active', source),
    fixedGate(
      'session',
      session === 'locked' ? 'session-locked' : 'session-ended',
      !['ended', 'locked'].includes(session),
    ),
  ];
  if (impersonator) gates.push(fixedGate('session', 'impersonation-off', mayImpersonate(policy, impersonator)));
  return subject.assignments.length > 0 ? gates : [...gates, fixedGate('role', 'no-role', false)];
}

function mayImpersonate(policy: Policy, impersonator: Subject): boolean {
  const answer = decide(policy, { subject: impersonator, action: impersonate });
  return !isUnanswerable(answer) && answer.allowed;
}

interface Walked {
  readonly reasons: readonly Reason[];
  readonly denied?: DenialCode;
  readonly missing?: string;
}

/** Takes the gates in order to the first no. What is missing only counts when no later step says no without it. */
function walk(gates: readonly Gate[], record: RecordFacts | undefined, type: CatalogueEntry | undefined): Walked {
  const reasons: Reason[] = [];
  let missing: string | undefined;
  for (const gate of gates) {
    const truth = ask(gate.test, record, type);
    if (truth === false) {
      const siteWide = gate.test.kind === 'project' && !isAboutProject(record, type);
      const denied = siteWide ? 'site-wide-role-required' : gate.code;
      return { reasons: [...reasons, { step: gate.step, code: denied, ...gate.source }], denied };
    }
    if (truth === true) reasons.push({ step: gate.step, code: 'passed', ...gate.source });
    else missing ??= truth.missing;
  }
  return missing === undefined ? { reasons } : { reasons, missing };
}

const isAboutProject = (record: RecordFacts | undefined, type: CatalogueEntry | undefined): boolean =>
  record?.project === undefined ? type?.belongsTo === 'project' : record.project !== null;

function combine(reasons: readonly Reason[], ways: readonly Walked[]): Decision | Unanswerable {
  const allowing = ways.find(({ denied, missing }) => !denied && !missing);
  if (allowing) return { allowed: true, code: 'allowed', reasons: [...reasons, ...allowing.reasons] };
  const missing = ways.find(({ denied }) => !denied)?.missing;
  if (missing) return { error: 'property-required', name: missing };
  return { allowed: false, code: furthest(ways), reasons: [...reasons, ...ways.flatMap((way) => way.reasons)] };
}

/** The no of the role that came closest; of several, the first one held. */
function furthest(ways: readonly Walked[]): DenialCode {
  const reached = (way: Walked): number => steps.indexOf(way.reasons.at(-1)?.step ?? 'person');
  const best = ways.reduce<Walked | undefined>((a, b) => (a && reached(a) >= reached(b) ? a : b), undefined);
  return best?.denied ?? 'no-role';
}
