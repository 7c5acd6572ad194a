import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import type { CommandContext, CommandHandler, EventStore } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  EVENT_STORE,
  InCommandContext,
  RequiresVersion,
  versioned,
} from '@rollcall/service-kit';
import { assignmentsOnSite } from './assignments-of-person.js';
import { changeAssignments } from './assignments.decisions.js';
import { AssignmentsDto } from './assignments.dto.js';
import { assignmentsStream } from './assignments.events.js';

/** The roles of a person. */
@Controller('internal/v1/sites/:site/people/:person/assignments')
export class AssignmentsController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  async read(@Param('site') site: string, @Param('person') person: string): Promise<Answer> {
    const { version, state } = await assignmentsOnSite(this.store, site, person);
    return versioned(version, state);
  }

  @RequiresVersion()
  @Put()
  async replace(
    @Param('site') siteId: string,
    @Param('person') personId: string,
    @Body() { assignments }: AssignmentsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const wanted = assignments.map(({ roleId, scope: { allOpen, projectIds } }) => ({
      roleId,
      scope: { allOpen, projectIds },
    }));
    const command = changeAssignments({ siteId, personId, wanted, at: context.occurredAt });
    return answer(await this.handle(command, context), { etagOf: assignmentsStream(personId) });
  }
}
