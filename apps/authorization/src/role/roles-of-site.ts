import type { RoleFacet } from '@rollcall/contracts';
import { type Facet, reject, type StreamReader } from '@rollcall/event-sourcing';
import type { AccessModel } from '@rollcall/permission-engine';
import { readFacet, readState, Refused } from '@rollcall/service-kit';
import { roleFold } from '../integration/role.facet.js';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import { roleStream } from './role.events.js';

/** How access works on a site, and its roles by id and name. */
export type SiteRoles = Readonly<{ accessModel: AccessModel; names: Readonly<Record<string, string>> }>;

/** @throws Refused `not-found` for a site authorization does not know. */
export async function accessOf(store: StreamReader, siteId: string): Promise<SiteRoles> {
  const { state: site } = await readState(store, siteDecider, siteStream(siteId));
  if (site.status === 'unknown') throw new Refused(reject('not-found', 'There is no such site.'));
  return site;
}

/** A role of this site as it stands now. @throws Refused `not-found` also for a role of another site. */
export async function roleOnSite(store: StreamReader, siteId: string, roleId: string): Promise<Facet<RoleFacet>> {
  const facet = await readFacet<RoleFacet>(store, roleFold, roleStream(roleId));
  if (facet?.state?.siteId !== siteId) throw new Refused(reject('not-found', 'There is no such role.'));
  return facet;
}
