import { createContext, useContext } from 'react';
import type { Schemas } from '../api/schemas.js';

/** The site of the page and what the caller may do there. */
export type SiteOfPage = Readonly<{
  siteId: string;
  slug: string;
  name: string;
  teamId: string;
  personId: string;
  /** By the API's names of rights: `seePeople`, `createPerson`, `accessAdmin`, … */
  may: Readonly<Record<string, boolean>>;
  roles: readonly Schemas['NamedDto'][];
}>;

/** Holds it for the pages of a site. */
export const SiteContext = createContext<SiteOfPage | undefined>(undefined);

/** The site of the page. */
export function useSite(): SiteOfPage {
  const site = useContext(SiteContext);
  if (!site) throw new Error('useSite is for pages below /sites/:site');
  return site;
}
