import { type Rejection, isRejection, reject } from '@rollcall/event-sourcing';
import { decodeText } from './decode-text.js';
import { type Finding, finding } from './finding.js';
import { type CsvRecord, type Delimiter, delimiters, readRecords } from './record.js';

/** An uploaded file may have this many bytes: 10 MB. */
export const maxImportBytes = 10_000_000;

/** A file whose dialect and header are known; its rows are read one by one when asked for. */
export type Table = Readonly<{
  delimiter: Delimiter;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** The cells of the first row, trimmed. */
  header: readonly string[];
  /** What is remarkable about the file as such. */
  findings: readonly Finding[];
  /** The rows below the header, anew from the first at every call. */
  rows: () => Iterable<CsvRecord>;
}>;

/**
 * Recognises encoding and delimiter of a CSV file and reads its header (DIR-10).
 * Rejections: `file-too-large` (above {@link maxImportBytes}), `not-utf-8`, `file-empty`, `header-broken`.
 */
export function readTable(bytes: Uint8Array): Table | Rejection {
  if (bytes.length > maxImportBytes) return reject('file-too-large', 'The file is larger than 10 MB.');
  const decoded = decodeText(bytes);
  if (isRejection(decoded)) return decoded;
  const { text, encoding } = decoded;
  const delimiter = detectDelimiter(text);
  const first = readRecords(text, delimiter).next();
  if (first.done) return reject('file-empty', 'The file has no rows.');
  if ('broken' in first.value) return reject('header-broken', first.value.broken);
  return {
    delimiter,
    encoding,
    header: first.value.cells.map((cell) => cell.trim()),
    findings: encoding === 'utf-8' ? [] : [finding('encoding', `The file was read as ${encoding.toUpperCase()}.`)],
    rows: () => readRecords(text, delimiter).drop(1),
  };
}

/** The delimiter that splits the header into most cells; a comma when none does. */
function detectDelimiter(text: string): Delimiter {
  const cells = (delimiter: Delimiter): number => {
    const first = readRecords(text, delimiter).next();
    return !first.done && 'cells' in first.value ? first.value.cells.length : 0;
  };
  return delimiters.reduce((best, delimiter) => (cells(delimiter) > cells(best) ? delimiter : best));
}
