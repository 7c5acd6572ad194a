import { Inject, Injectable } from '@nestjs/common';
import { roleFacet, type RoleFacet, type SiteFacet, siteFacet } from '@rollcall/contracts';
import type { ReadModel, SiteId } from '@rollcall/event-sourcing';
import { compile, type Policy, roleFrom } from '@rollcall/permission-engine';
import { InjectReadModel } from '@rollcall/service-kit';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { type RoleRow, rolesDeclaration } from '../read-models/roles.composition.js';

/** More sites than this at once are compiled again when they come back. */
const sitesKept = 100;

/** The compiled roles of each site, compiled anew when one of them has changed. */
@Injectable()
export class SitePolicies {
  private readonly compiled = new Map<string, Readonly<{ stamp: string; policy: Policy }>>();

  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @InjectReadModel(rolesDeclaration) private readonly roles: ReadModel<RoleRow>,
  ) {}

  /** @throws Refused `not-found` for an unknown site. */
  async of(siteId: string): Promise<Policy> {
    const { rows } = await this.roles.find({ scope: { site: siteId as SiteId }, limit: 500 });
    const site = await this.facets.one<SiteFacet>(siteFacet.kind, siteId);
    if (!site?.state) throw notFound();
    const { accessModel } = site.state;
    const stamp = [accessModel, ...rows.map(({ id, version }) => `${id}@${version}`)].join();
    const known = this.compiled.get(siteId);
    if (known?.stamp === stamp) return known.policy;
    const facets = await this.facets.many<RoleFacet>(
      roleFacet.kind,
      rows.map(({ id }) => id),
    );
    const policy = compile({ accessModel, roles: facets.map(roleFrom).filter((role) => role !== undefined) });
    if (this.compiled.size >= sitesKept) this.compiled.clear();
    this.compiled.set(siteId, { stamp, policy });
    return policy;
  }
}
