import type { ReadModelDeclaration, SiteId, Target } from '@rollcall/event-sourcing';

/** Something of a site that files call by its name, as of a version of its stream. */
export type NamedRow = Readonly<{ id: string; siteId: string; name: string; version: number }>;

/** The declaration of a read model of names: all of a site, by id. */
export const namesDeclaration = ({ name, version }: Target): ReadModelDeclaration<NamedRow> => ({
  name,
  version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: {},
});
