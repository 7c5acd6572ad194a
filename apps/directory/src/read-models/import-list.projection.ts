import type { ImportFacet } from '@rollcall/contracts';
import {
  keyOf,
  type Projection,
  type ReadModelDeclaration,
  type Recorded,
  type SiteId,
} from '@rollcall/event-sourcing';
import type { ImportEvent } from '../import/import.events.js';
import { importFold } from '../import/import.facet.js';

/** An import in the list: its facet, and when it was uploaded. */
export type ImportListRow = ImportFacet & Readonly<{ createdAt: string }>;

const step = {
  ids: ({ stream }: Recorded<ImportEvent>) => keyOf(stream),
  evolve: (row: ImportListRow | undefined, event: Recorded<ImportEvent>): ImportListRow | undefined => {
    const facet = importFold.evolve(row as never, event) as ImportFacet | undefined;
    return facet && { ...facet, createdAt: row?.createdAt ?? event.metadata.occurredAt.toISOString() };
  },
};

/** The imports of each site. */
export const importList: Projection<ImportListRow, ImportEvent> = {
  name: 'directory-import-list',
  version: 1,
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
