import { type Decider, type Rejection, reject } from '@rollcall/event-sourcing';
import type { ImportCommand, UploadImport } from './import.commands.js';
import { countsAfter, type ImportCounts, noCounts } from './import-counts.js';
import type { ImportEvent, ImportUploaded } from './import.events.js';

/** An import as directory decides about it: figures and how far it is, never its rows. */
export type ExistingImport = Readonly<{
  status: 'checked' | 'running' | 'finished' | 'cancelled';
  counts: ImportCounts;
  /** Every row of the file up to this one has its result. */
  reached: number;
  upload: ImportUploaded['data'];
}>;
/** No import yet, or one that exists. */
export type Import = Readonly<{ status: 'none' }> | ExistingImport;

/**
 * Imports of people (DIR-10): uploaded and checked, started, recorded row by row, ended.
 * Rejections: `already-exists`, `not-found`, `import-has-errors`, `import-ended`.
 */
export const importDecider: Decider<Import, ImportCommand, ImportEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (state, event) => {
    if (event.type === 'ImportUploaded') {
      return { status: 'checked', counts: noCounts, reached: 0, upload: event.data };
    }
    if (state.status === 'none') return state;
    return { ...state, counts: countsAfter(state.counts, event), ...changed(event) };
  },
  decide: (command, state) => {
    if (command.type === 'UploadImport') {
      return state.status === 'none' ? upload(command.data) : reject('already-exists', 'This import exists already.');
    }
    return state.status === 'none' ? reject('not-found', 'There is no such import.') : go(state, command);
  },
};

function changed(event: Exclude<ImportEvent, ImportUploaded>): Partial<ExistingImport> {
  switch (event.type) {
    case 'ImportChecked':
      return {};
    case 'ImportStarted':
      return { status: 'running' };
    case 'ImportRowsDone':
      return { reached: event.data.results.at(-1)?.row ?? 0 };
    case 'ImportFinished':
      return { status: 'finished' };
    case 'ImportCancelled':
      return { status: 'cancelled' };
  }
}

const upload = ({ counts, ...data }: UploadImport['data']): readonly ImportEvent[] => [
  { type: 'ImportUploaded', data },
  { type: 'ImportChecked', data: counts },
];

const ended = reject('import-ended', 'This import has ended.');

function go(state: ExistingImport, command: Exclude<ImportCommand, UploadImport>): readonly ImportEvent[] | Rejection {
  const { importId, siteId } = state.upload;
  const over = state.status === 'finished' || state.status === 'cancelled';
  switch (command.type) {
    case 'StartImport':
      return over ? ended : start(state);
    case 'RecordRows': {
      // What was under way when somebody cancelled has happened all the same.
      if (state.status === 'checked' || state.status === 'finished') return [];
      const results = command.data.results.filter(({ row }) => row > state.reached);
      return results.length === 0 ? [] : [{ type: 'ImportRowsDone', data: { importId, siteId, results } }];
    }
    case 'FinishImport':
      return state.status === 'running' ? [{ type: 'ImportFinished', data: {} }] : [];
    case 'CancelImport':
      if (state.status === 'finished') return ended;
      return over ? [] : [{ type: 'ImportCancelled', data: { reason: 'asked' } }];
    case 'ExpireImport':
      return state.status === 'checked' ? [{ type: 'ImportCancelled', data: { reason: 'never-started' } }] : [];
  }
}

function start({
  status,
  counts: { good, bad },
  upload: { rows },
}: ExistingImport): readonly ImportEvent[] | Rejection {
  if (status === 'running') return [];
  if (good === 0) return reject('import-has-errors', 'The file has no row that can be imported.', { good, bad });
  if (bad > 0 && rows === 'all-or-nothing') {
    return reject('import-has-errors', `${bad} rows cannot be imported. Correct them, or import the good ones only.`, {
      good,
      bad,
    });
  }
  return [{ type: 'ImportStarted', data: {} }];
}
