import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConsistencyToken, ReadModel, SiteId } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { type Answer, InjectReadModel, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { OnSite } from '../access/on-request.js';
import { MustSee } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { conditions, type ListPage, page, paging } from '../http/page.js';
import { ReadsOwnWrites, Responds, RespondsPage } from '../http/responds.decorator.js';
import { notFound, passedOn } from '../http/upstream.js';
import { type RoleRow, rolesDeclaration } from '../read-models/roles.composition.js';
import { RoleDto, RoleQueryDto } from './role.dto.js';

/** The roles of a site. */
@ApiTags('Roles')
@Controller('api/v1/sites/:site/roles')
export class RoleController {
  constructor(
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(rolesDeclaration) private readonly roles: ReadModel<RoleRow>,
  ) {}

  @Get()
  @Needed(rights.seeRole)
  @RespondsPage(RoleDto)
  async list(
    @OnSite() { siteId }: Member,
    @Query() query: RoleQueryDto,
    @MustSee() token: ConsistencyToken,
  ): Promise<ListPage<RoleDto>> {
    await this.readYourWrites.waitFor(token, rolesDeclaration);
    const where = conditions({ enabled: query.enabled });
    return page(this.roles, { scope: { site: siteId as SiteId }, where, ...paging(query) }, roleView);
  }

  @Get(':role')
  @Needed(rights.seeRole)
  @Responds(200, RoleDto)
  @ReadsOwnWrites()
  async read(
    @OnSite() { siteId }: Member,
    @Param('role') id: string,
    @MustSee() token: ConsistencyToken,
  ): Promise<Answer> {
    await this.readYourWrites.waitFor(token, rolesDeclaration);
    const row = await this.roles.get({ site: siteId as SiteId }, id);
    if (!row) throw notFound();
    return passedOn({ etag: BigInt(row.version) as never, token: [] }, { body: roleView(row) });
  }
}

function roleView(row: RoleRow): RoleDto {
  const { id, siteId, name, description, kind, template, enabled, isDefault, permissions, version } = row;
  return { id, siteId, name, description, kind, template, enabled, isDefault, permissions, etag: `"${version}"` };
}
