import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type SiteFacet, siteFacet } from '@rollcall/contracts';
import type { Caller, Member } from '../access/caller.js';
import { Members } from '../access/members.js';
import { OnSite, SignedIn } from '../access/on-request.js';
import { Needed } from '../http/needs.decorator.js';
import { Responds } from '../http/responds.decorator.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { SiteDto, SitesDto, SitesQueryDto } from './site.dto.js';

/** The sites the caller is a member of. */
@ApiTags('Sites')
@Controller('api/v1/sites')
export class SiteController {
  constructor(
    @Inject(Members) private readonly members: Members,
    @Inject(Facets) private readonly facets: Facets,
  ) {}

  @Get()
  @Needed('signed-in')
  @Responds(200, SitesDto)
  async list(@SignedIn() { accountId }: Caller, @Query() { slug }: SitesQueryDto): Promise<SitesDto> {
    const active = (await this.members.of(accountId)).filter(({ status }) => status === 'active');
    const wanted = active.filter((row) => slug === undefined || row.slug === slug).map(({ siteId }) => siteId);
    const found = await this.facets.many<SiteFacet>(siteFacet.kind, wanted);
    return { items: found.flatMap(({ state }) => (state ? [siteView(state)] : [])) };
  }

  @Get(':site')
  @Needed('member')
  @Responds(200, SiteDto)
  async read(@OnSite() { siteId }: Member): Promise<SiteDto> {
    const site = (await this.facets.one<SiteFacet>(siteFacet.kind, siteId))?.state;
    if (!site) throw notFound();
    return siteView(site);
  }
}

const siteView = ({ siteId: id, teamId, slug, name, kind, accountMode, accessModel }: SiteFacet): SiteDto => ({
  ...{ id, teamId, slug, name, kind, accountMode, accessModel },
});
