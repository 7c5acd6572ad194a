import type { AppendTicket, Appended, EncodedWrite } from '@rollcall/event-sourcing';
import { PredecessorFailed, SLICE_MS, VersionConflict } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { transaction } from '@rollcall/sqlite';
import type { StoreAppend } from './store-append.js';
import { EventIdTaken } from './store-append.js';

/** Why something did not happen, as it was thrown. */
export type Failed = Readonly<{ failed: unknown }>;
/** An append as it waits for its transaction; its events may have failed to be encoded. */
export type ReadyAppend = Readonly<{ writes: readonly EncodedWrite[] | Failed; ticket: AppendTicket | undefined }>;
/** What became of one append. */
export type AppendOutcome = Readonly<{ stored: readonly Appended[] }> | Failed;

/**
 * Stores a run of appends in one transaction, in their order, each on what those before it left (KRN-05). Answers for as
 * many of the run as fitted into the slice. Never throws: when the commit fails, all of the run have failed.
 */
export function commitAppends(
  database: DatabaseSync,
  store: StoreAppend,
  run: readonly ReadyAppend[],
): readonly AppendOutcome[] {
  try {
    return transaction(database, () => {
      const outcomes: AppendOutcome[] = [];
      const end = performance.now() + SLICE_MS;
      for (const append of run) {
        const outcome = tryAppend(store, append);
        outcomes.push(outcome);
        mark(append, outcome);
        if (performance.now() >= end) break;
      }
      return outcomes;
    });
  } catch (error) {
    const failed = { failed: error };
    for (const append of run) mark(append, failed);
    return run.map(() => failed);
  }
}

/** A refusal concerns this append only; anything else is thrown and concerns the whole transaction. */
function tryAppend(store: StoreAppend, { writes, ticket }: ReadyAppend): AppendOutcome {
  if ('failed' in writes) return writes;
  if (ticket?.after.some((predecessor) => predecessor.outcome !== 'stored')) {
    return { failed: new PredecessorFailed('An append that this one was decided upon did not happen.') };
  }
  try {
    return { stored: store(writes) };
  } catch (error) {
    if (error instanceof VersionConflict || error instanceof EventIdTaken) return { failed: error };
    throw error;
  }
}

/** Set before a later append is looked at, so that those decided on this one know. */
function mark({ ticket }: ReadyAppend, outcome: AppendOutcome): void {
  if (ticket) ticket.outcome = 'stored' in outcome ? 'stored' : 'failed';
}
