import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { type CommandContext, type CommandHandler, type EventStore, streamVersion } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, EVENT_STORE, InCommandContext, readState } from '@rollcall/service-kit';
import { siteAdminsDecider } from './site-admins.decider.js';
import { reserveLeave } from './site-admins.decisions.js';
import { ReserveLeaveDto } from './reserve-leave.dto.js';
import { siteAdminsStream } from './site-admins.events.js';

/** The active Admins of a site. */
@Controller('internal/v1/sites/:site/admins')
export class SiteAdminsController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Who they are, for whoever reports how many there are (AUT-75). */
  @Get()
  async list(@Param('site') site: string): Promise<{ personIds: readonly string[] }> {
    const { state } = await readState(this.store, siteAdminsDecider, siteAdminsStream(site));
    return { personIds: state.active };
  }

  /** Asked before a person is disabled as of that version, Admin or not: 204, or 409 `last-admin`. */
  @Post(':person/reserve-leave')
  async reserve(
    @Param('site') site: string,
    @Param('person') person: string,
    @Body() { personVersion }: ReserveLeaveDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const leave = {
      siteId: site,
      personId: person,
      personVersion: streamVersion(personVersion),
      at: context.occurredAt,
    };
    return answer(await this.handle(reserveLeave(leave), context), { status: 204 });
  }
}
