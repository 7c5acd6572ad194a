import { Body, Controller, Delete, Inject, Param, Post } from '@nestjs/common';
import type { CommandContext, CommandHandler, EventStore } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, EVENT_STORE, InCommandContext } from '@rollcall/service-kit';
import { requireAccountOfPerson } from '../link/account-of-person.js';
import { endAllSessions, endOtherSessions, endSession } from './session.decisions.js';
import { EndOtherSessionsDto } from './session.dto.js';

/** Ending sessions other than the one that is asked in: by their owner, or by an Admin of a site they are on. */
@Controller('internal/v1')
export class AccountSessionsController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** A second time changes nothing. */
  @Delete('accounts/:account/sessions/:session')
  async end(
    @Param('account') accountId: string,
    @Param('session') sessionId: string,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(endSession({ accountId, sessionId, at: context.occurredAt }), context));
  }

  @Post('accounts/:account/sessions/end-others')
  async endOthers(
    @Param('account') accountId: string,
    @Body() { sessionId }: EndOtherSessionsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(endOtherSessions({ accountId, sessionId, at: context.occurredAt }), context));
  }

  /** Signed out everywhere, on other sites too: the account is one. */
  @Post('people/:person/end-sessions')
  async endAll(@Param('person') personId: string, @InCommandContext() context: CommandContext): Promise<Answer> {
    const accountId = await requireAccountOfPerson(this.store, personId);
    return answer(await this.handle(endAllSessions(accountId), context));
  }
}
