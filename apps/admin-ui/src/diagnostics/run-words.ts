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
      return {
        tone: 'info',
        title: 'Analysing',
        text: `${analysed} of ${counted(people, 'person', 'people')} compared.`,
        again: false,
      };
    case 'failed':
      return {
        tone: 'bad',
        title: 'The analysis failed',
        text: `Nothing was changed. Run the analysis again.`,
        again: true,
      };
    case 'cancelled':
      return { tone: 'info', title: 'Cancelled', text: 'Nothing more will happen in this run.', again: true };
    case 'analysed':
      return found === 0
        ? {
            tone: 'good',
            title: 'All users are synced',
            text: `${counted(people, 'person', 'people')} compared.`,
            again: false,
          }
        : {
            tone: 'warn',
            title: counted(found, 'un-synced user', 'un-synced users'),
            text: 'Look through the suggested statuses, change those you know better, then resolve.',
            again: false,
          };
    case 'resolving':
      return { tone: 'info', title: 'Resolving', text: `${resolved + unresolved} of ${found} done.`, again: false };
    case 'finished':
      return unresolved === 0
        ? {
            tone: 'good',
            title: 'All errors were resolved',
            text: `${counted(resolved, 'user was', 'users were')} synced.`,
            again: true,
          }
        : {
            tone: 'bad',
            title: 'There are still un-synced users',
            text: `${counted(unresolved, 'user', 'users')} could not be synced. Run the whole check again, analysis included.`,
            again: true,
          };
  }
}

/** How much is done, in per cent. */
export function runProgress({ state, analysed, people, found, resolved, unresolved }: Run): number {
  const [done, all] = state === 'resolving' ? [resolved + unresolved, found] : [analysed, people];
  return all === 0 ? 0 : Math.round((done / all) * 100);
}
