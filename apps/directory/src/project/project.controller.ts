import { Body, Controller, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext, CommandHandler, Cryptography } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, CRYPTOGRAPHY, InCommandContext } from '@rollcall/service-kit';
import { nameIndexOf } from '../name-claim/name-claim.decider.js';
import { changeProject, createProject } from './project.decisions.js';
import { CreateProjectDto, EditProjectDto } from './project.dto.js';
import { projectStream } from './project.events.js';

/** The projects of a site. */
@ApiTags('Projects')
@Controller('internal/v1/sites/:site/projects')
export class ProjectController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Creates a project; 409 `already-exists` when the site has one of this name.' })
  async create(
    @Param('site') siteId: string,
    @Body() { name, private: isPrivate = false, template = false }: CreateProjectDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const projectId = this.cryptography.uuid5('project', context.commandId);
    const nameIndex = nameIndexOf(this.cryptography, 'project', siteId, name);
    const command = createProject({ projectId, siteId, name, nameIndex, private: isPrivate, template });
    const outcome = await this.handle(command, context);
    return answer(outcome, { etagOf: projectStream(projectId), status: 201, body: { projectId } });
  }

  @Patch(':project')
  @HttpCode(204)
  @ApiOperation({ summary: 'Renames a project.' })
  async rename(
    @Param('site') siteId: string,
    @Param('project') project: string,
    @Body() { name }: EditProjectDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const nameIndex = nameIndexOf(this.cryptography, 'project', siteId, name);
    return this.change(siteId, project, { type: 'RenameProject', data: { name, nameIndex } }, context);
  }

  @Post(':project/archive')
  @HttpCode(204)
  @ApiOperation({ summary: 'Archives a project; 409 `system-required` for the Template Project.' })
  async archive(
    @Param('site') siteId: string,
    @Param('project') project: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return this.change(siteId, project, { type: 'ArchiveProject', data: {} }, context);
  }

  @Post(':project/make-private')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a project out of the access to all open projects.' })
  async makePrivate(
    @Param('site') siteId: string,
    @Param('project') project: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return this.change(siteId, project, { type: 'MakePrivate', data: {} }, context);
  }

  @Post(':project/make-open')
  @HttpCode(204)
  @ApiOperation({ summary: 'Puts a project into the access to all open projects.' })
  async makeOpen(
    @Param('site') siteId: string,
    @Param('project') project: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return this.change(siteId, project, { type: 'MakeOpen', data: {} }, context);
  }

  private async change(
    siteId: string,
    projectId: string,
    command: Parameters<typeof changeProject>[2],
    context: CommandContext,
  ): Promise<Answer> {
    const outcome = await this.handle(changeProject(siteId, projectId, command), context);
    return answer(outcome, { etagOf: projectStream(projectId) });
  }
}
