import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type SiteFacet, siteFacet } from '@rollcall/contracts';
import type { ConsistencyToken } from '@rollcall/event-sourcing';
import { READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Caller, Member } from '../access/caller.js';
import { Members } from '../access/members.js';
import { OnSite, SignedIn } from '../access/on-request.js';
import { MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { ReadsOwnWrites, Responds } from '../http/responds.decorator.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { membersDeclaration } from '../read-models/members.composition.js';
import { sitesDeclaration } from '../read-models/sites.composition.js';
import { SiteDto, SitesDto, SitesQueryDto } from './site.dto.js';

/** The sites the caller is a member of. */
@ApiTags('Sites')
@Controller('api/v1/sites')
export class SiteController {
  constructor(
    @Inject(Members) private readonly members: Members,
    @Inject(Facets) private readonly facets: Facets,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Needed('signed-in')
  @Responds(200, SitesDto)
  @ReadsOwnWrites()
  async list(
    @SignedIn() { accountId }: Caller,
    @Query() { slug }: SitesQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<SitesDto> {
    await this.readYourWrites.waitFor(token, membersDeclaration);
    await this.readYourWrites.waitFor(token, sitesDeclaration);
    const active = (await this.members.of(accountId)).filter(({ status }) => status === 'active');
    const wanted = active.filter((row) => slug === undefined || row.slug === slug).map(({ siteId }) => siteId);
    const found = await this.facets.many<SiteFacet>(siteFacet.kind, wanted);
    return { items: found.flatMap(({ state }) => (state ? [siteView(state)] : [])) };
  }

  @Get(':site')
  @Needed('member')
  @Responds(200, SiteDto)
  @ReadsOwnWrites()
  async read(@OnSite() { siteId }: Member, @MustSee() token: ConsistencyToken): Promise<SiteDto> {
    await this.readYourWrites.waitFor(token, sitesDeclaration);
    const site = (await this.facets.one<SiteFacet>(siteFacet.kind, siteId))?.state;
    if (!site) throw notFound();
    return siteView(site);
  }
}

const siteView = ({ siteId: id, teamId, slug, name, kind, accountMode, accessModel }: SiteFacet): SiteDto => ({
  ...{ id, teamId, slug, name, kind, accountMode, accessModel },
});
