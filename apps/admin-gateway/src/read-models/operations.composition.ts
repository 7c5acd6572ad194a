import { importFacet, type ImportFacet, runFacet, type RunFacet } from '@rollcall/contracts';
import type { Composition, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';

/** An import of people. */
export type ImportRow = ImportFacet & Readonly<{ id: string }>;
/** A diagnostic run. */
export type RunRow = RunFacet & Readonly<{ id: string }>;

/** The imports of each site. */
export const imports: Composition<ImportRow> = {
  name: 'admin-gateway-imports',
  version: 1,
  rowOf: importFacet.kind,
  joins: {},
  compose: (found, id) => {
    const state = foundOne(found, importFacet);
    return state && { ...state, id };
  },
};

/** The diagnostic runs of each site. */
export const runs: Composition<RunRow> = {
  name: 'admin-gateway-runs',
  version: 1,
  rowOf: runFacet.kind,
  joins: {},
  compose: (found, id) => {
    const state = foundOne(found, runFacet);
    return state && { ...state, id };
  },
};

/** What imports can be asked. */
export const importsDeclaration: ReadModelDeclaration<ImportRow> = {
  name: imports.name,
  version: imports.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: { state: ({ state }) => state },
  sorts: {},
};

/** What runs can be asked. */
export const runsDeclaration: ReadModelDeclaration<RunRow> = {
  name: runs.name,
  version: runs.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: { state: ({ state }) => state },
  sorts: { startedAt: ({ startedAt }) => startedAt },
};
