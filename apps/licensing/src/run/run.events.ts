import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of diagnostic runs: `licensing.run-<runId>`. */
export const runCategory = 'licensing.run';

/** The stream of a run. */
export const runStream = (runId: string): StreamName => streamName(runCategory, runId);

/** Somebody asked for an analysis of everybody on the site (DGN-02). `startedAt`: RFC 3339. */
export type RunRequested = Message<
  'RunRequested',
  { runId: string; siteId: string; teamId: string; startedAt: string }
>;
/** A slice of the people was looked at. `next` leads to the rest; absent, this was the last. `found` are un-synced. */
export type AnalysisProgressed = Message<
  'AnalysisProgressed',
  { analysed: number; people: number; found: readonly string[]; next?: string }
>;
/** The analysis could not be done; nothing was changed (DGN-05). */
export type RunFailed = Message<'RunFailed', { reason: string }>;
/** Nobody wants its result any more. */
export type RunCancelled = Message<'RunCancelled', Record<never, never>>;
/** So many findings have another status than suggested (DGN-08). */
export type OverridesChanged = Message<'OverridesChanged', { overrides: number }>;
/** The statuses chosen are to be applied (DGN-09). */
export type ResolvingBegan = Message<'ResolvingBegan', Record<never, never>>;
/** Directory is asked for a status; it answers with an event of the person. */
export type StatusCorrectionRequested = Message<
  'StatusCorrectionRequested',
  { runId: string; siteId: string; personId: string; status: 'active' | 'disabled' }
>;
/** It is known what came of one finding. */
export type PersonSettled = Message<'PersonSettled', { personId: string; resolved: boolean }>;
/** Nothing is left to wait for; findings without outcome stay un-synced (DGN-11). */
export type RunFinished = Message<'RunFinished', Record<never, never>>;

/** What can be true of a run. */
export type RunEvent =
  | RunRequested
  | AnalysisProgressed
  | RunFailed
  | RunCancelled
  | OverridesChanged
  | ResolvingBegan
  | StatusCorrectionRequested
  | PersonSettled
  | RunFinished;
