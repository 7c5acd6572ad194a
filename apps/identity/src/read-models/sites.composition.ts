import type { SiteFacet } from '@rollcall/contracts';
import type { Composition, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';

/** What identity knows of a site: how mails and pages call it. */
export type SiteRow = Readonly<{ siteId: string; name: string }>;

/** Sites by name, from directory. */
export const sites: Composition<SiteRow> = {
  name: 'identity-sites',
  version: 1,
  rowOf: 'site',
  joins: {},
  compose: (facets) => {
    const site = facets.get('site')?.[0]?.state as SiteFacet | undefined;
    return site && { siteId: site.siteId, name: site.name };
  },
};

/** What may be asked of {@link sites}: a site by its id. */
export const sitesDeclaration: ReadModelDeclaration<SiteRow> = {
  name: sites.name,
  version: sites.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: {},
};
