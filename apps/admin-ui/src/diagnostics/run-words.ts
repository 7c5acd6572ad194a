import type { Schemas } from '../api/schemas.js';
import { counted } from '../text/words.js';

type Run = Schemas['DiagnosticRunDto'];

const states: Readonly<Record<Run['state'], string>> = {
  analysing: 'Analysing …',
  analysed: 'Analysed',
  resolving: 'Resolving …',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** A state in words. */
export const runStateText = (state: Run['state']): string => states[state];

/** The message above a run's list. */
export type RunMessage = Readonly<{
  tone: 'good' | 'warn' | 'bad' | 'info';
  title: string;
  text: string;
  again: boolean;
}>;

/** What a run has come to (DGN-04, DGN-05, DGN-10, DGN-11); `again`: the way on is a new run, analysis included. */
export function runMessage(run: Run): RunMessage {
  const { state, analysed, people, found, resolved, unresolved } = run;
  switch (state) {
    case 'analysing':
      return message('info', 'Analysing', `${analysed} of ${counted(people, 'person', 'people')} compared.`);
    case 'failed':
      return again('bad', 'The analysis failed', 'Nothing was changed. Run the analysis again.');
    case 'cancelled':
      return again('info', 'Cancelled', 'Nothing more will happen in this run.');
    case 'analysed':
      return found === 0 ? synced(people) : toResolve(found);
    case 'resolving':
      return message('info', 'Resolving', `${resolved + unresolved} of ${found} done.`);
    case 'finished':
      return found === 0 ? synced(people) : outcome(resolved, unresolved);
  }
}

const message = (tone: RunMessage['tone'], title: string, text: string): RunMessage => ({
  tone,
  title,
  text,
  again: false,
});
const again = (tone: RunMessage['tone'], title: string, text: string): RunMessage => ({
  tone,
  title,
  text,
  again: true,
});

const synced = (people: number): RunMessage =>
  message('good', 'All users are synced', `${counted(people, 'person', 'people')} compared.`);

const toResolve = (found: number): RunMessage =>
  message(
    'warn',
    counted(found, 'un-synced user', 'un-synced users'),
    'Look through the suggested statuses, change those you know better, then resolve.',
  );

function outcome(resolved: number, unresolved: number): RunMessage {
  if (unresolved === 0)
    return again('good', 'All errors were resolved', `${counted(resolved, 'user was', 'users were')} synced.`);
  const left = `${counted(unresolved, 'user', 'users')} could not be synced.`;
  return again('bad', 'There are still un-synced users', `${left} Run the whole check again, analysis included.`);
}

/** How much is done, in per cent. */
export function runProgress({ state, analysed, people, found, resolved, unresolved }: Run): number {
  const [done, all] = state === 'resolving' ? [resolved + unresolved, found] : [analysed, people];
  return all === 0 ? 0 : Math.round((done / all) * 100);
}
