import type { RunFacet } from '@rollcall/contracts';
import { type Decider, reject, type Rejection } from '@rollcall/event-sourcing';
import type { RunCommand } from './run.commands.js';
import type { RunEvent } from './run.events.js';
import { evolveRun, type Run } from './run.state.js';

/**
 * One diagnostic run: analysing → analysed → resolving → finished, or failed, or cancelled (DGN-01…DGN-11). What comes
 * too late for its step changes nothing.
 * Rejections: `already-exists`, `not-found`, `run-in-progress`, `run-outdated`.
 */
export const runDecider: Decider<Run, RunCommand, RunEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: evolveRun,
  decide: (command, run) => {
    if (command.type === 'RequestRun') {
      return run.status === 'none'
        ? [{ type: 'RunRequested', data: command.data }]
        : reject('already-exists', 'This run was requested already.');
    }
    if (run.status === 'none') return reject('not-found', 'There is no such run.');
    switch (command.type) {
      case 'RecordSlice': {
        const { from, ...slice } = command.data;
        const goesOn = run.figures.state === 'analysing' && run.next === from;
        return goesOn ? [{ type: 'AnalysisProgressed', data: slice }] : [];
      }
      case 'FailRun':
        return run.figures.state === 'analysing' ? [{ type: 'RunFailed', data: command.data }] : [];
      case 'CancelRun':
        return isOpen(run.figures) ? [{ type: 'RunCancelled', data: {} }] : outdated(run.figures);
      case 'CountOverride': {
        const overrides = run.figures.overrides + command.data.by;
        return whenAnalysed(run.figures, [{ type: 'OverridesChanged', data: { overrides } }]);
      }
      case 'ResolveRun': {
        const finished: readonly RunEvent[] = run.figures.found === 0 ? [{ type: 'RunFinished', data: {} }] : [];
        return whenAnalysed(run.figures, [{ type: 'ResolvingBegan', data: {} }, ...finished]);
      }
      default:
        return run.figures.state === 'resolving' ? resolve(command, run.figures) : [];
    }
  },
};

type ResolvingCommand = Extract<RunCommand, { type: 'RequestCorrection' | 'SettlePerson' | 'EndResolving' }>;

function resolve(command: ResolvingCommand, { found, resolved, unresolved }: RunFacet): readonly RunEvent[] {
  switch (command.type) {
    case 'RequestCorrection':
      return [{ type: 'StatusCorrectionRequested', data: command.data }];
    case 'SettlePerson': {
      const settled: RunEvent = { type: 'PersonSettled', data: command.data };
      return resolved + unresolved + 1 === found ? [settled, { type: 'RunFinished', data: {} }] : [settled];
    }
    case 'EndResolving':
      return [{ type: 'RunFinished', data: {} }];
  }
}

/** Whether a run still does or awaits something. */
const isOpen = ({ state }: RunFacet): boolean => state === 'analysing' || state === 'analysed' || state === 'resolving';

/** Whether no other run of the site may begin. */
export const isBusy = (run: Run): boolean =>
  run.status === 'requested' && (run.figures.state === 'analysing' || run.figures.state === 'resolving');

function whenAnalysed(run: RunFacet, events: readonly RunEvent[]): readonly RunEvent[] | Rejection {
  if (run.state === 'analysed') return events;
  return isOpen(run) ? reject('run-in-progress', `This run is ${run.state}.`) : outdated(run);
}

const outdated = ({ state }: RunFacet): Rejection =>
  reject('run-outdated', `This run is ${state}: start another to see what disagrees now.`);
