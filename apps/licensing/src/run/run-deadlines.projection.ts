import { type DeadlineChange, type DeadlineProjection, keyOf, type Recorded } from '@rollcall/event-sourcing';
import type { RunCommand, FailRun, EndResolving } from './run.commands.js';
import type { RunEvent } from './run.events.js';

/** An analysis that has not gone on for so long has failed, ms. */
const analysisPatience = 5 * 60_000;
/** Whoever has not followed a correction by then stays un-synced, ms (DGN-11). */
const resolvingPatience = 2 * 60_000;

const due = ({ stream, metadata }: Recorded<RunEvent>, after: number, command: RunCommand): DeadlineChange => ({
  key: keyOf(stream),
  deadline: { dueAt: new Date(metadata.occurredAt.getTime() + after), stream, command },
});
const tooLong: FailRun = { type: 'FailRun', data: { reason: 'The analysis took too long; run it again.' } };
const timeIsUp: EndResolving = { type: 'EndResolving', data: {} };
const over = ({ stream }: Recorded<RunEvent>): readonly DeadlineChange[] => [
  { key: keyOf(stream), deadline: undefined },
];

/** No run stays open for ever (KRN-13). */
export const runDeadlines: DeadlineProjection<RunEvent> = {
  name: 'licensing-run-deadlines',
  on: {
    RunRequested: (event) => [due(event, analysisPatience, tooLong)],
    AnalysisProgressed: (event) =>
      event.data.next === undefined ? over(event) : [due(event, analysisPatience, tooLong)],
    ResolvingBegan: (event) => [due(event, resolvingPatience, timeIsUp)],
    RunFailed: over,
    RunCancelled: over,
    RunFinished: over,
  },
};
