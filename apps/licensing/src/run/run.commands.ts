import type { Message } from '@rollcall/event-sourcing';
import type { AnalysisProgressed, PersonSettled, RunRequested, StatusCorrectionRequested } from './run.events.js';

/** Somebody wants the site analysed. */
export type RequestRun = Message<'RequestRun', RunRequested['data']>;
/** A slice was looked at; `from` is where it began, so that the same slice counts once. */
export type RecordSlice = Message<'RecordSlice', { from?: string } & AnalysisProgressed['data']>;
/** The analysis cannot go on. */
export type FailRun = Message<'FailRun', { reason: string }>;
/** Its result is not wanted. */
export type CancelRun = Message<'CancelRun', Record<never, never>>;
/** One finding more (1) or less (-1) differs from its suggestion. */
export type CountOverride = Message<'CountOverride', { by: 1 | -1 }>;
/** The chosen statuses are wanted now. */
export type ResolveRun = Message<'ResolveRun', Record<never, never>>;
/** Ask directory for one person's status. */
export type RequestCorrection = Message<'RequestCorrection', StatusCorrectionRequested['data']>;
/** What came of one finding. */
export type SettlePerson = Message<'SettlePerson', PersonSettled['data']>;
/** Time is up (2 minutes): who has not followed by now stays un-synced. */
export type EndResolving = Message<'EndResolving', Record<never, never>>;

/** What is asked of a run. */
export type RunCommand =
  | RequestRun
  | RecordSlice
  | FailRun
  | CancelRun
  | CountOverride
  | ResolveRun
  | RequestCorrection
  | SettlePerson
  | EndResolving;
