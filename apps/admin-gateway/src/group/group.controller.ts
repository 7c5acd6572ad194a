import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken, ReadModel, SiteId } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { InjectReadModel, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { type ListPage, page, paging } from '../http/page.js';
import { RespondsPage } from '../http/responds.decorator.js';
import { type GroupRow, groupsDeclaration } from '../read-models/groups.composition.js';
import { GroupDto, GroupQueryDto } from './group.dto.js';

/** The groups of a site, by which its people are filtered. */
@ApiTags('People')
@Controller('api/v1/sites/:site/groups')
export class GroupController {
  constructor(
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(groupsDeclaration) private readonly groups: ReadModel<GroupRow>,
  ) {}

  @Get()
  @Needed(rights.seePeople)
  @RespondsPage(GroupDto)
  async list(
    @OnSite() { siteId }: Member,
    @Query() query: GroupQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<ListPage<GroupDto>> {
    await this.readYourWrites.waitFor(token, groupsDeclaration);
    const view = (row: GroupRow): GroupDto => ({ id: row.id, siteId: row.siteId, name: row.name });
    return page(this.groups, { scope: { site: siteId as SiteId }, ...paging(query) }, view);
  }
}
