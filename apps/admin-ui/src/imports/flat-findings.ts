import type { Schemas } from '../api/schemas.js';

/** A finding with its place; what is about the file as a whole stands at its header, row 1. */
export type FlatFinding = Schemas['ImportFindingDto'] & Readonly<{ id: string; row: number }>;

/** All findings of a file in its own order. */
export function flatFindings(
  ofFile: readonly Schemas['ImportFindingDto'][],
  rows: readonly Schemas['ImportRowDto'][],
): readonly FlatFinding[] {
  return [{ row: 1, findings: ofFile }, ...rows].flatMap(({ row, findings }) =>
    findings.map((finding, index) => ({ ...finding, row: finding.row ?? row, id: `${row}-${index}` })),
  );
}
