import type { Projection, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';
import type { ImportRowsDone, RowResult } from '../import/import.events.js';

/** What became of one row of an import, and the site it was for. */
export type ImportRow = RowResult & Readonly<{ importId: string; siteId: string }>;

const idOf = (importId: string, row: number): string => `${importId}:${row}`;

/** The results of imports, a document a row. */
export const importRows: Projection<ImportRow, ImportRowsDone> = {
  name: 'directory-import-rows',
  version: 1,
  on: {
    ImportRowsDone: {
      ids: ({ data: { importId, results } }) => results.map(({ row }) => idOf(importId, row)),
      evolve: (known, { data: { importId, siteId, results } }, id) => {
        const result = results.find(({ row }) => idOf(importId, row) === id);
        return result ? { ...result, importId, siteId } : known;
      },
    },
  },
};

/** What may be asked of {@link importRows}: those of one import, in the order of its file. */
export const importRowsDeclaration: ReadModelDeclaration<ImportRow> = {
  name: importRows.name,
  version: importRows.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: { importId: ({ importId }) => importId, state: ({ importId, state }) => `${importId}:${state}` },
  sorts: { row: ({ row }) => row },
};
