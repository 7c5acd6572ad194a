import type { Schemas } from '../api/schemas.js';

/** A finding with the row it belongs to. */
export type FlatFinding = Schemas['ImportFindingDto'] & Readonly<{ id: string; login?: string | undefined }>;

/** All findings of a file in its own order. */
export function flatFindings(rows: readonly Schemas['ImportRowDto'][]): readonly FlatFinding[] {
  return rows.flatMap(({ row, login, findings }) =>
    findings.map((finding, index) => ({ ...finding, row: finding.row ?? row, login, id: `${row}-${index}` })),
  );
}
