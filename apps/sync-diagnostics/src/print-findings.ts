import type { Finding } from './public-api.js';

const headings = ['name', 'login', 'email', 'kind', 'since', 'by', 'suggestion'];

const cellsOf = ({ name, login, email, kind, since, by, suggestion }: Finding): readonly string[] =>
  [name, login, email, kind, since.slice(0, 16).replace('T', ' '), by.name ?? by.id, suggestion].map(
    (cell) => cell ?? '-',
  );

/** What disagrees, as a table for a terminal: one line a person, in UTC. */
export function tableOf(findings: readonly Finding[]): readonly string[] {
  const rows = [headings, ...findings.map(cellsOf)];
  const widths = headings.map((_heading, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What disagrees, for programs: one object a line (NDJSON). */
export const linesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ personId, name, login, email, kind, since, by, suggestion, state, reason }) =>
    JSON.stringify({ personId, name, login, email, kind, since, by, suggestion, state, reason }),
  );
