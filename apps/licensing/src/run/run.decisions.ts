import {
  type Command,
  type Get,
  isRejection,
  reject,
  type Rejection,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import type { DriftRow } from '../drift/drift.composition.js';
import { findingDecider } from '../finding/finding.decider.js';
import { findingStream, type WantedStatus } from '../finding/finding.events.js';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import { isBusy, runDecider } from './run.decider.js';
import { runStream } from './run.events.js';

/**
 * Begins a run of a site, the newest from now on (DGN-01).
 * Rejections: `not-found` (no such site), `run-in-progress`, `already-exists`.
 */
export function requestRun(runId: string, siteId: string, at: Date): Command {
  const addressed = runStream(runId);
  return {
    addressed,
    decide: (get) => {
      const site = get(siteDecider, siteStream(siteId));
      const analysed = siteDecider.decide({ type: 'AnalyseSite', data: { runId } }, site);
      if (isRejection(analysed) || site.status === 'unknown') return analysed as Rejection;
      if (site.runId !== undefined && isBusy(get(runDecider, runStream(site.runId)))) {
        return reject('run-in-progress', 'A run of this site is in progress.');
      }
      const data = { runId, siteId, teamId: site.teamId, startedAt: at.toISOString() };
      const requested = runDecider.decide({ type: 'RequestRun', data }, get(runDecider, addressed));
      return writes([addressed, requested], [siteStream(siteId), analysed]);
    },
  };
}

/** What one slice of the analysis saw. */
export type Slice = Readonly<{ from?: string; next?: string; people: number; rows: readonly DriftRow[] }>;

/** Records a slice and what it found, in one append; a slice that was recorded before changes nothing. */
export function recordSlice(runId: string, { rows, ...slice }: Slice): Command {
  const addressed = runStream(runId);
  return {
    addressed,
    decide: (get) => {
      const drifted = rows.flatMap(({ personId, siteId, drift }) =>
        drift ? [{ runId, personId, siteId, ...drift }] : [],
      );
      const data = { ...slice, analysed: rows.length, found: drifted.map(({ personId }) => personId) };
      const events = runDecider.decide({ type: 'RecordSlice', data }, get(runDecider, addressed));
      if (isRejection(events) || events.length === 0) return new Map();
      const findings = drifted.map((found): Write => {
        const stream = findingStream(runId, found.personId);
        return [stream, findingDecider.decide({ type: 'RecordFinding', data: found }, get(findingDecider, stream))];
      });
      return writes([addressed, events], ...findings);
    },
  };
}

/**
 * Chooses the status a person shall get, and counts those that differ from the suggestion (DGN-07, DGN-08).
 * Rejections: `not-found`, `run-in-progress`, `run-outdated`.
 */
export function chooseStatus(runId: string, siteId: string, personId: string, chosenStatus: WantedStatus): Command {
  const addressed = findingStream(runId, personId);
  return {
    addressed,
    decide: (get) => {
      const refused = unlessNewest(get, runId, siteId);
      if (refused) return refused;
      const finding = get(findingDecider, addressed);
      const events = findingDecider.decide({ type: 'ChooseStatus', data: { chosenStatus } }, finding);
      if (isRejection(events) || finding.status === 'none') return events as Rejection;
      const by = chosenStatus === finding.found.suggestion ? -1 : 1;
      const counted = runDecider.decide({ type: 'CountOverride', data: { by } }, get(runDecider, runStream(runId)));
      if (isRejection(counted) || events.length === 0) return isRejection(counted) ? counted : new Map();
      return writes([addressed, events], [runStream(runId), counted]);
    },
  };
}

/** Applies the chosen statuses (DGN-09). Rejections: `not-found`, `run-in-progress`, `run-outdated`. */
export const resolveRun = (runId: string, siteId: string): Command => onNewest(runId, siteId, 'ResolveRun');

/** Ends a run without further effect. Rejections: `not-found`, `run-outdated`. */
export const cancelRun = (runId: string, siteId: string): Command => onNewest(runId, siteId, 'CancelRun');

function onNewest(runId: string, siteId: string, type: 'ResolveRun' | 'CancelRun'): Command {
  const addressed = runStream(runId);
  return {
    addressed,
    decide: (get) =>
      unlessNewest(get, runId, siteId) ??
      writes([addressed, runDecider.decide({ type, data: {} }, get(runDecider, addressed))]),
  };
}

function unlessNewest(get: Get, runId: string, siteId: string): Rejection | undefined {
  const run = get(runDecider, runStream(runId));
  if (run.status === 'none' || run.figures.siteId !== siteId) return reject('not-found', 'There is no such run.');
  const site = get(siteDecider, siteStream(siteId));
  const newest = site.status === 'registered' && site.runId === runId;
  return newest ? undefined : reject('run-outdated', 'There is a newer run of this site.');
}
