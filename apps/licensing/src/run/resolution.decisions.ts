import { type Command, decideAll, type Get, type Write, writes } from '@rollcall/event-sourcing';
import type { DriftRow } from '../drift/drift.composition.js';
import { findingDecider, type Finding } from '../finding/finding.decider.js';
import { findingStream } from '../finding/finding.events.js';
import type { RunCommand } from './run.commands.js';
import { runDecider } from './run.decider.js';
import { runStream } from './run.events.js';

/** A person a run found, as they stand when directory is about to be asked. */
export type Correction = Readonly<{ personId: string; row: DriftRow | undefined }>;

/**
 * Asks directory for the chosen statuses of some people, in one append. Who has theirs already is settled at once:
 * directory would have nothing to say.
 */
export function askCorrections(runId: string, corrections: readonly Correction[]): Command {
  const addressed = runStream(runId);
  return {
    addressed,
    decide: (get) => {
      const run = get(runDecider, addressed);
      if (run.status === 'none' || run.figures.state !== 'resolving') return new Map();
      const asked = corrections.map((correction) => ask(get, runId, correction));
      const commands = asked.flatMap(({ command }) => command ?? []);
      return writes([addressed, decideAll(runDecider, run, commands)], ...asked.flatMap(({ write }) => write));
    },
  };
}

type Asked = Readonly<{ command?: RunCommand; write: readonly Write[] }>;

function ask(get: Get, runId: string, { personId, row }: Correction): Asked {
  const stream = findingStream(runId, personId);
  const finding = get(findingDecider, stream);
  if (finding.status !== 'open') return { write: [] };
  const settled = row ? alreadyThere(finding, row) : { resolved: false, reason: 'The person is not known any more.' };
  if (settled) return settle(runId, personId, finding, settled);
  const status = wantedOf(finding);
  const attempt = row?.activation.attempt ?? 0;
  return {
    command: { type: 'RequestCorrection', data: { runId, siteId: finding.found.siteId, personId, status } },
    write: [[stream, findingDecider.decide({ type: 'AskCorrection', data: { attempt } }, finding)]],
  };
}

/**
 * Follows a person after directory was asked (DGN-10, DGN-11): resolved with the wanted status and nothing left to
 * disagree; not resolved when the activation asked for was refused. Anything else waits for the deadline.
 */
export function settleFinding(runId: string, row: DriftRow): Command {
  const addressed = findingStream(runId, row.personId);
  return {
    addressed,
    decide: (get) => {
      const run = get(runDecider, runStream(runId));
      if (run.status === 'none' || run.figures.state !== 'resolving') return new Map();
      const finding = get(findingDecider, addressed);
      const outcome = finding.status === 'asked' ? outcomeOf(finding, row) : undefined;
      if (!outcome) return new Map();
      const { command, write } = settle(runId, row.personId, finding, outcome);
      return writes([runStream(runId), decideAll(runDecider, run, command ? [command] : [])], ...write);
    },
  };
}

type Outcome = Readonly<{ resolved: boolean; reason?: string }>;
type Found = Exclude<Finding, { status: 'none' }>;

function settle(runId: string, personId: string, finding: Finding, data: Outcome): Asked {
  const events = findingDecider.decide({ type: 'SettleFinding', data }, finding);
  return {
    command: { type: 'SettlePerson', data: { personId, resolved: data.resolved } },
    write: [[findingStream(runId, personId), events]],
  };
}

const wantedOf = ({ chosenStatus }: Found): 'active' | 'disabled' =>
  chosenStatus === 'active' ? 'active' : 'disabled';

function alreadyThere(finding: Found, row: DriftRow): Outcome | undefined {
  if (row.status !== wantedOf(finding)) return undefined;
  return row.drift
    ? { resolved: false, reason: 'The person has this status already; something else disagrees.' }
    : { resolved: true };
}

function outcomeOf(finding: Found, { status, activation, drift }: DriftRow): Outcome | undefined {
  const wanted = wantedOf(finding);
  if (status === wanted) return drift ? undefined : { resolved: true };
  const answered = activation.state === 'refused' || activation.state === 'timed-out';
  if (wanted === 'disabled' || !answered || activation.attempt <= finding.attempt) return undefined;
  return { resolved: false, reason: activation.reason ?? 'The activation was not answered in time.' };
}
