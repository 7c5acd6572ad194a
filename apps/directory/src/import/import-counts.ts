import type { ImportFacet } from '@rollcall/contracts';
import type { ImportEvent } from './import.events.js';

/** The figures of an import: rows of its file, good and bad ones, and what became of the good ones. */
export type ImportCounts = Readonly<ImportFacet['counts']>;

/** Before the file was checked. */
export const noCounts: ImportCounts = { rows: 0, good: 0, bad: 0, applied: 0, refused: 0 };

/** The figures after an event. */
export function countsAfter(counts: ImportCounts, event: ImportEvent): ImportCounts {
  if (event.type === 'ImportChecked') return { ...counts, ...event.data };
  if (event.type !== 'ImportRowsDone') return counts;
  const count = (wanted: string): number => event.data.results.filter(({ state }) => state === wanted).length;
  return { ...counts, applied: counts.applied + count('applied'), refused: counts.refused + count('refused') };
}
