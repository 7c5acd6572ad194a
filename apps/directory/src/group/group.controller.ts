import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext, CommandHandler, Cryptography } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, CRYPTOGRAPHY, InCommandContext } from '@rollcall/service-kit';
import { nameIndexOf } from '../name-claim/name-claim.decider.js';
import { createGroup } from './group.decisions.js';
import { CreateGroupDto } from './group.dto.js';
import { groupStream } from './group.events.js';

/** The groups of a site. */
@ApiTags('Groups')
@Controller('internal/v1/sites/:site/groups')
export class GroupController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Creates a group; 409 `already-exists` when the site has one of this name.' })
  async create(
    @Param('site') siteId: string,
    @Body() { name }: CreateGroupDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const groupId = this.cryptography.uuid5('group', context.commandId);
    const nameIndex = nameIndexOf(this.cryptography, 'group', siteId, name);
    const outcome = await this.handle(createGroup({ groupId, siteId, name, nameIndex }), context);
    return answer(outcome, { etagOf: groupStream(groupId), status: 201, body: { groupId } });
  }
}
