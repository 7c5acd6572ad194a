import type { EntityType } from './catalogue.js';
import { type Actor, type Condition, decideCondition, type Truth } from './condition.js';
import type { DenialCode, Source, Step } from './decision.js';
import { inScope, type ProjectScope } from './project-scope.js';
import type { RecordFacts } from './request.js';

/** What a step asks. All but `fixed` depend on the record, and are what a filter for lists is made of. */
export type Test =
  | Readonly<{ kind: 'fixed'; passes: boolean }>
  | Readonly<{ kind: 'project'; scope: ProjectScope }>
  | Readonly<{ kind: 'rule'; condition: Condition; actor: Actor }>
  | Readonly<{ kind: 'not-system-required' }>;

/** One step of one role's way to yes: the code is what a no is called. */
export type Gate = Readonly<{ step: Step; code: DenialCode; test: Test; source: Source }>;

/** Builds a gate that does not depend on the record. */
export const fixedGate = (step: Step, code: DenialCode, passes: boolean, source: Source = {}): Gate => ({
  step,
  code,
  test: { kind: 'fixed', passes },
  source,
});

/** Asks a test about a record. */
export function ask(test: Test, record: RecordFacts | undefined, type: EntityType | undefined): Truth {
  switch (test.kind) {
    case 'fixed':
      return test.passes;
    case 'project':
      return inScope(test.scope, record, type);
    case 'rule':
      return decideCondition(test.condition, test.actor, record?.properties ?? {});
    case 'not-system-required':
      return record?.systemRequired !== true;
  }
}
