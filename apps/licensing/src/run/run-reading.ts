import type { RunFacet } from '@rollcall/contracts';
import { reject, type StreamReader } from '@rollcall/event-sourcing';
import { type CurrentState, readState, Refused } from '@rollcall/service-kit';
import { findingDecider, type Finding } from '../finding/finding.decider.js';
import { type FindingRecorded, findingStream } from '../finding/finding.events.js';
import { siteStream, type SiteEvent } from '../site/site.events.js';
import { runDecider } from './run.decider.js';
import { type RunEvent, runStream } from './run.events.js';
import type { Run } from './run.state.js';

type KnownRun = Extract<Run, { status: 'requested' }>;

/** A run of this site as it stands now. @throws Refused `not-found`, also for another site's. */
export async function runOfSite(
  store: StreamReader,
  siteId: string,
  runId: string,
): Promise<Readonly<{ run: KnownRun; version: NonNullable<CurrentState<Run>['version']> }>> {
  const { state, version } = await readState(store, runDecider, runStream(runId));
  if (state.status === 'none' || state.figures.siteId !== siteId || version === undefined) {
    throw new Refused(reject('not-found', 'There is no such run.'));
  }
  return { run: state, version };
}

/** The runs of a site, the newest first, from the site's own stream: never behind. */
export async function runsOfSite(store: StreamReader, siteId: string, limit: number): Promise<readonly RunFacet[]> {
  const ids: string[] = [];
  for await (const event of store.readStream<SiteEvent>(siteStream(siteId))) {
    if (event.type === 'SiteAnalysed') ids.unshift(event.data.runId);
  }
  const runs = await Promise.all(ids.slice(0, limit).map((runId) => runOfSite(store, siteId, runId)));
  return runs.map(({ run }) => run.figures);
}

/** The people a run found, in the order in which it found them. */
export async function peopleFound(store: StreamReader, runId: string): Promise<readonly string[]> {
  const people: string[] = [];
  for await (const event of store.readStream<RunEvent>(runStream(runId))) {
    if (event.type === 'AnalysisProgressed') people.push(...event.data.found);
  }
  return people;
}

/** One finding as the gateway shows it. */
export type FindingView = Omit<FindingRecorded['data'], 'runId' | 'siteId'> &
  Readonly<{
    chosenStatus: 'active' | 'inactive';
    /** Somebody chose against the suggestion (DGN-08). */
    overridden: boolean;
    state: 'open' | 'resolved' | 'unresolved';
    reason?: string;
  }>;

/** A finding as it stands now; one still asked for when its run is over stays un-synced. */
export async function readFinding(store: StreamReader, run: RunFacet, personId: string): Promise<FindingView> {
  const { state } = await readState(store, findingDecider, findingStream(run.runId, personId));
  if (state.status === 'none') throw new Error(`Run ${run.runId} counts a finding that was never recorded`);
  const { runId: _run, siteId: _site, ...found } = state.found;
  const { chosenStatus, reason } = state;
  return {
    ...{ ...found, chosenStatus, overridden: chosenStatus !== found.suggestion, state: outcomeOf(state.status, run) },
    ...(reason !== undefined && { reason }),
  };
}

function outcomeOf(status: Exclude<Finding['status'], 'none'>, run: RunFacet): FindingView['state'] {
  if (status === 'resolved' || status === 'unresolved') return status;
  return run.state === 'finished' ? 'unresolved' : 'open';
}
