import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { runDecider } from './run.decider.js';

const { given } = deciderSpecification(runDecider);
const data = { runId: 'r', siteId: 'x', teamId: 't', startedAt: '2026-01-05T09:00:00.000Z' };
const requested = { type: 'RunRequested', data } as const;
const progressed = (found: readonly string[], next?: string) =>
  ({ type: 'AnalysisProgressed', data: { analysed: 2, people: 4, found, ...(next && { next }) } }) as const;
const slice = (found: readonly string[], from?: string) =>
  ({ type: 'RecordSlice', data: { analysed: 2, people: 4, found, ...(from && { from }) } }) as const;
const resolving = { type: 'ResolvingBegan', data: {} } as const;
const settled = (personId: string, resolved: boolean) =>
  ({ type: 'PersonSettled', data: { personId, resolved } }) as const;
const settle = (personId: string, resolved: boolean) =>
  ({ type: 'SettlePerson', data: { personId, resolved } }) as const;
const finished = { type: 'RunFinished', data: {} } as const;
const resolve = { type: 'ResolveRun', data: {} } as const;
const cancelled = { type: 'RunCancelled', data: {} } as const;

test('DGN-03 an analysis goes on slice by slice; one that was recorded counts once', () => {
  given(requested)
    .when(slice(['p']))
    .then(progressed(['p']));
  given(requested, progressed(['p'], 'c'))
    .when(slice(['p']))
    .then();
  given(requested, progressed(['p'], 'c'))
    .when(slice([], 'c'))
    .then(progressed([]));
  given(requested, cancelled).when(slice([])).then();
});

test('DGN-05 a failed analysis is over; nothing can be resolved', () => {
  const failed = { type: 'RunFailed', data: { reason: 'Broken.' } } as const;
  given(requested)
    .when({ type: 'FailRun', data: { reason: 'Broken.' } })
    .then(failed);
  given(requested, progressed([]))
    .when({ type: 'FailRun', data: { reason: 'Broken.' } })
    .then();
  given(requested, failed).when(resolve).thenRejected('run-outdated');
});

test('DGN-08 overrides are counted up and down, and only before resolving', () => {
  const changed = (overrides: number) => ({ type: 'OverridesChanged', data: { overrides } }) as const;
  given(requested, progressed(['p']))
    .when({ type: 'CountOverride', data: { by: 1 } })
    .then(changed(1));
  given(requested, progressed(['p']), changed(1))
    .when({ type: 'CountOverride', data: { by: -1 } })
    .then(changed(0));
  given(requested)
    .when({ type: 'CountOverride', data: { by: 1 } })
    .thenRejected('run-in-progress');
});

test('DGN-09 DGN-10 resolving ends with the last answer; with nobody to resolve at once', () => {
  given(requested, progressed(['p', 'q']))
    .when(resolve)
    .then(resolving);
  given(requested, progressed([])).when(resolve).then(resolving, finished);
  given(requested, progressed(['p', 'q']), resolving)
    .when(settle('p', true))
    .then(settled('p', true));
  given(requested, progressed(['p', 'q']), resolving, settled('p', true))
    .when(settle('q', false))
    .then(settled('q', false), finished);
});

test('DGN-11 a run whose time is up is finished, and finished only once', () => {
  given(requested, progressed(['p']), resolving)
    .when({ type: 'EndResolving', data: {} })
    .then(finished);
  given(requested, progressed(['p']), resolving, finished)
    .when({ type: 'EndResolving', data: {} })
    .then();
  given(requested, progressed(['p']), resolving, finished)
    .when(settle('p', true))
    .then();
  given(requested, progressed(['p']), resolving, finished)
    .when(resolve)
    .thenRejected('run-outdated');
});

test('DGN-01 a run is requested once, and can be cancelled while it is open', () => {
  given(requested).when({ type: 'RequestRun', data }).thenRejected('already-exists');
  given().when(resolve).thenRejected('not-found');
  given(requested).when({ type: 'CancelRun', data: {} }).then(cancelled);
  given(requested, cancelled).when({ type: 'CancelRun', data: {} }).thenRejected('run-outdated');
});
