import { parse } from 'csv-parse/sync';

/** What may stand between two cells. */
export const delimiters = [',', ';', '\t'] as const;
/** One of {@link delimiters}. */
export type Delimiter = (typeof delimiters)[number];

/** One row: its cells, or why they cannot be told apart. `row` counts as a spreadsheet does, the header is 1. */
export type CsvRecord = Readonly<{ row: number; cells: readonly string[] }> | Readonly<{ row: number; broken: string }>;

/** A cell spans this many lines at most; beyond, a quote was forgotten and must not swallow the rest of the file. */
const linesPerRecord = 50;

/**
 * Reads row by row, so that a caller can stop between rows. Lines end with LF or CRLF; empty rows are counted but left
 * out. After broken quotes reading goes on with the next line.
 */
export function* readRecords(text: string, delimiter: Delimiter): Generator<CsvRecord, undefined> {
  const lines = text.split('\n');
  let row = 0;
  for (let at = 0; at < lines.length;) {
    const length = lengthOfRecord(lines, at);
    const record = parseRecord(lines.slice(at, at + length).join('\n'), delimiter);
    row += 1;
    at += 'broken' in record ? 1 : length;
    if ('broken' in record || record.cells.some((cell) => cell.trim() !== '')) yield { row, ...record };
  }
}

/** How many lines until every opened quote is closed; 1 when they never are. */
function lengthOfRecord(lines: readonly string[], start: number): number {
  let open = false;
  for (let length = 1; length <= linesPerRecord; length++) {
    const line = lines[start + length - 1];
    if (line === undefined) return 1;
    for (let quote = line.indexOf('"'); quote !== -1; quote = line.indexOf('"', quote + 1)) open = !open;
    if (!open) return length;
  }
  return 1;
}

type Parsed = Readonly<{ cells: readonly string[] }> | Readonly<{ broken: string }>;

function parseRecord(text: string, delimiter: Delimiter): Parsed {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (!line.includes('"')) return { cells: line.split(delimiter) };
  try {
    const [cells = []]: string[][] = parse(line, { delimiter, relax_column_count: true });
    return { cells };
  } catch {
    return { broken: 'The quotes of this row do not match: write a quote inside a cell twice ("").' };
  }
}
