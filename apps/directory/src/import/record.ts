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
 * Reads row by row, so that a caller can stop or rest between rows. Lines end with LF or CRLF; empty rows are counted but
 * left out. After broken quotes reading goes on with the next line.
 */
export function* readRecords(text: string, delimiter: Delimiter): Generator<CsvRecord, undefined> {
  let row = 0;
  for (let at = 0; at < text.length;) {
    const end = endOfRecord(text, at);
    const record = parseRecord(text.slice(at, end), delimiter);
    row += 1;
    at = 1 + ('broken' in record ? endOfLine(text, at) : end);
    if ('broken' in record || record.cells.some((cell) => cell.trim() !== '')) yield { row, ...record };
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** The end of the line in which every opened quote is closed; of the first line when they never are. */
function endOfRecord(text: string, start: number): number {
  let quotes = 0;
  for (let line = 0, at = start; line < linesPerRecord && at < text.length; line++) {
    const end = endOfLine(text, at);
    quotes += text.slice(at, end).split('"').length - 1;
    if (quotes % 2 === 0) return end;
    at = end + 1;
  }
  return endOfLine(text, start);
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
