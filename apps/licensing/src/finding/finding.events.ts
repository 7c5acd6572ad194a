import type { DriftFacet } from '@rollcall/contracts';
import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of findings: `licensing.finding-<runId>:<personId>`. */
export const findingCategory = 'licensing.finding';

/** The stream of what a run found about a person. */
export const findingStream = (runId: string, personId: string): StreamName =>
  streamName(findingCategory, `${runId}:${personId}`);

/** `inactive` is the tool's word for a site's `disabled` (K15). */
export type WantedStatus = 'active' | 'inactive';

/** A run found that the services disagree about a person (DGN-06). */
export type FindingRecorded = Message<'FindingRecorded', DriftFacet & { runId: string }>;
/** Somebody chose a status: another one than suggested, or the suggestion again (DGN-07). */
export type StatusChosen = Message<'StatusChosen', { chosenStatus: WantedStatus }>;
/** Directory is asked for the status; `attempt` is the person's newest attempt until then. */
export type CorrectionAsked = Message<'CorrectionAsked', { attempt: number }>;
/** What came of it; `reason` where the person stays un-synced. */
export type FindingSettled = Message<'FindingSettled', { resolved: boolean; reason?: string }>;

/** What can be true of a finding. */
export type FindingEvent = FindingRecorded | StatusChosen | CorrectionAsked | FindingSettled;
