import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';
import type { FindingCode } from './finding.js';

/** Streams of imports: `directory.import-<importId>`. */
export const importCategory = 'directory.import';
/** The stream of an import. */
export const importStream = (importId: string): StreamName => streamName(importCategory, importId);

/** Whether one bad row refuses the whole file, or only itself. */
export type RowsTaken = 'all-or-nothing' | 'good';
/** Whether the people of an import are invited as from the form, or wait for *Send invitation* (DIR-10). */
export type Invitations = 'send' | 'hold';

/** What a checked row is remarked for, without the cell itself: it may be personal. */
export type RowFinding = Readonly<{
  code: FindingCode;
  severity: 'error' | 'notice';
  column?: string;
  message: string;
}>;
/** What became of one row: a person, a refusal by directory, or (`bad`) a row that could not be read. */
export type RowResult =
  | Readonly<{ row: number; state: 'applied'; personId: string }>
  | Readonly<{ row: number; state: 'refused'; code: string; reason: string }>
  | Readonly<{ row: number; state: 'bad'; findings: readonly RowFinding[] }>;

/** A file was uploaded; its rows lie in a temporary file, here is what they are recognised by. */
export type ImportUploaded = Message<
  'ImportUploaded',
  { importId: string; siteId: string; digest: string; rows: RowsTaken; invitations: Invitations }
>;
/** Every row was checked. */
export type ImportChecked = Message<'ImportChecked', { rows: number; good: number; bad: number }>;
export type ImportStarted = Message<'ImportStarted', object>;
/** The next rows of the file are done, in its order; `results` are bounded by {@link rowsPerRecord}. */
export type ImportRowsDone = Message<
  'ImportRowsDone',
  { importId: string; siteId: string; results: readonly RowResult[] }
>;
export type ImportFinished = Message<'ImportFinished', object>;
export type ImportCancelled = Message<'ImportCancelled', { reason: 'asked' | 'never-started' }>;

/** What can be true of an import. */
export type ImportEvent =
  ImportUploaded | ImportChecked | ImportStarted | ImportRowsDone | ImportFinished | ImportCancelled;

/** So many results are one event at most. */
export const rowsPerRecord = 100;
