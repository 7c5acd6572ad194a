import type { ImportFacet } from '@rollcall/contracts';
import {
  facetStep,
  type Projection,
  type ProjectionStep,
  type ReadModelDeclaration,
  type SiteId,
} from '@rollcall/event-sourcing';
import type { ImportEvent } from '../import/import.events.js';
import { importFold } from '../import/import.facet.js';

/** An import in the list: its facet, and when it was uploaded. */
export type ImportListRow = ImportFacet & Readonly<{ createdAt: string }>;

const { ids, evolve } = facetStep<ImportFacet, ImportEvent>(importFold);
const step: ProjectionStep<ImportListRow, ImportEvent> = {
  ids,
  evolve: (row, event, id) => {
    const facet = evolve(row, event, id);
    return facet && { ...facet, createdAt: row?.createdAt ?? event.metadata.occurredAt.toISOString() };
  },
};

/** The imports of each site. */
export const importList: Projection<ImportListRow, ImportEvent> = {
  name: 'directory-import-list',
  version: 2,
  on: {
    ImportUploaded: step,
    ImportChecked: step,
    ImportStarted: step,
    ImportRowsDone: step,
    ImportFinished: step,
    ImportCancelled: step,
  },
};

/** What may be asked of {@link importList}: the newest first with `-createdAt`. */
export const importListDeclaration: ReadModelDeclaration<ImportListRow> = {
  name: importList.name,
  version: importList.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: { state: ({ state }) => state },
  sorts: { createdAt: ({ createdAt }) => createdAt },
};
