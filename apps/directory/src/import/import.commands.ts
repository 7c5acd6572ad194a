import type { Message } from '@rollcall/event-sourcing';
import type { ImportChecked, ImportUploaded, RowResult } from './import.events.js';

/** A file was uploaded and checked. */
export type UploadImport = Message<'UploadImport', ImportUploaded['data'] & { counts: ImportChecked['data'] }>;
/** The next results, in the order of the file. */
export type RecordRows = Message<'RecordRows', { results: readonly RowResult[] }>;

/** Intents about an import; `ExpireImport` ends one that nobody started. */
export type ImportCommand =
  UploadImport | RecordRows | Message<'StartImport' | 'FinishImport' | 'CancelImport' | 'ExpireImport', object>;
