import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SiteFacet } from '@rollcall/contracts';
import {
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  decideOne,
  type EventStore,
  reject,
} from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EVENT_STORE,
  InCommandContext,
  readFacet,
  Refused,
  versioned,
} from '@rollcall/service-kit';
import { nameIndexOf } from '../name-claim/name-claim.decider.js';
import { siteDecider, siteStream } from './site.decider.js';
import { openSite, templateProjectName } from './site.decisions.js';
import { ChangeSettingDto, OpenSiteDto } from './site.dto.js';
import { siteFold } from './site.facet.js';

/** Sites and their settings. */
@ApiTags('Sites')
@Controller('internal/v1/sites')
export class SiteController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get(':site')
  @ApiOperation({ summary: 'A site as it stands now: for a gateway that has not heard of it.' })
  async read(@Param('site') site: string): Promise<Answer> {
    const found = await readFacet<SiteFacet>(this.store, siteFold, siteStream(site));
    if (!found?.state) throw new Refused(reject('not-found', 'There is no such site.'));
    return versioned(found.version, found.state);
  }

  @Post()
  @ApiOperation({ summary: 'Opens a site with its Template Project (DIR-20).' })
  async open(@Body() body: OpenSiteDto, @InCommandContext() context: CommandContext): Promise<Answer> {
    const { siteId } = body;
    const projectId = this.cryptography.uuid5('project', `template/${siteId}`);
    const nameIndex = nameIndexOf(this.cryptography, 'project', siteId, templateProjectName);
    const outcome = await this.handle(openSite({ ...body }, { projectId, nameIndex }), { ...context, siteId });
    return answer(outcome, { etagOf: siteStream(siteId), status: 201, body: { siteId, templateProjectId: projectId } });
  }

  @Patch(':site/settings')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes one setting of a site.' })
  async changeSetting(
    @Param('site') site: string,
    @Body() { key, value }: ChangeSettingDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const stream = siteStream(site);
    const command = decideOne(siteDecider, stream, { type: 'ChangeSetting', data: { key, value } });
    return answer(await this.handle(command, context), { etagOf: stream });
  }
}
