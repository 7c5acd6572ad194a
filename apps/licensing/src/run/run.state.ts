import type { RunFacet } from '@rollcall/contracts';
import type { RunEvent } from './run.events.js';

/** A run nobody asked for, or one and its figures; never its findings, each of which is a stream of its own (KRN-01). */
export type Run =
  | Readonly<{ status: 'none' }>
  | Readonly<{
      status: 'requested';
      teamId: string;
      figures: RunFacet;
      /** Where the analysis goes on. */ next?: string;
    }>;

/** The run after an event. */
export function evolveRun(run: Run, event: RunEvent): Run {
  if (event.type === 'RunRequested') {
    const { runId, siteId, teamId, startedAt } = event.data;
    const none = { analysed: 0, people: 0, found: 0, overrides: 0, resolved: 0, unresolved: 0 };
    return { status: 'requested', teamId, figures: { runId, siteId, state: 'analysing', startedAt, ...none } };
  }
  if (run.status === 'none') return run;
  const { next: _passed, ...rest } = run;
  const figures = evolveFigures(run.figures, event);
  const next = event.type === 'AnalysisProgressed' ? event.data.next : undefined;
  return { ...rest, figures, ...(next !== undefined && { next }) };
}

/** The public figures of a run after an event that is not its first. */
export function evolveFigures(run: RunFacet, event: Exclude<RunEvent, { type: 'RunRequested' }>): RunFacet {
  switch (event.type) {
    case 'AnalysisProgressed': {
      const { analysed, people, found, next } = event.data;
      const state = next === undefined ? 'analysed' : 'analysing';
      return { ...run, state, people, analysed: run.analysed + analysed, found: run.found + found.length };
    }
    case 'RunFailed':
      return { ...run, state: 'failed', failure: event.data.reason };
    case 'RunCancelled':
      return { ...run, state: 'cancelled' };
    case 'OverridesChanged':
      return { ...run, overrides: event.data.overrides };
    case 'ResolvingBegan':
      return { ...run, state: 'resolving' };
    case 'StatusCorrectionRequested':
      return run;
    case 'PersonSettled':
      return event.data.resolved ? { ...run, resolved: run.resolved + 1 } : { ...run, unresolved: run.unresolved + 1 };
    case 'RunFinished':
      return { ...run, state: 'finished', unresolved: run.found - run.resolved };
  }
}
