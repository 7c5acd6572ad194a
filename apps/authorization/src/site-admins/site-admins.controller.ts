import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { type CommandContext, type CommandHandler, type EventStore, streamVersion } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, EVENT_STORE, InCommandContext, readState } from '@rollcall/service-kit';
import { siteAdminsDecider } from './site-admins.decider.js';
import { reserveLeave } from './site-admins.decisions.js';
import { ReserveRemovalDto } from './reserve-removal.dto.js';
import { siteAdminsStream } from './site-admins.events.js';

/** The active Admins of a site. */
@Controller('internal/v1/sites/:site')
export class SiteAdminsController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Who they are, for whoever reports how many there are (AUT-75). */
  @Get('admins')
  async list(@Param('site') site: string): Promise<{ personIds: readonly string[] }> {
    const { state } = await readState(this.store, siteAdminsDecider, siteAdminsStream(site));
    return { personIds: state.active };
  }

  /**
   * Asked before a person is disabled, Admin or not: 204, or 409 `last-admin`. With the version that directory is about to
   * decide on, the reservation ends with the first newer status heard; without one it counts for its whole time.
   */
  @Post('people/:person/reserve-admin-removal')
  async reserve(
    @Param('site') siteId: string,
    @Param('person') personId: string,
    @Body() { personVersion }: ReserveRemovalDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const leave = {
      siteId,
      personId,
      personVersion: streamVersion(personVersion ?? anyVersion),
      at: context.occurredAt,
    };
    return answer(await this.handle(reserveLeave(leave), context), { status: 204 });
  }
}

/** Above every version there is. */
const anyVersion = Number.MAX_SAFE_INTEGER;
