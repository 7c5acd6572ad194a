import { Body, Controller, Inject, Param, Put } from '@nestjs/common';
import type { CommandContext, CommandHandler } from '@rollcall/event-sourcing';
import { type Answer, answer, COMMAND_HANDLER, InCommandContext } from '@rollcall/service-kit';
import { chooseSecurityEmails } from './notices.decisions.js';
import { SecurityEmailsDto } from './notices.dto.js';

/** What a person of a site is told of. */
@Controller('internal/v1/people/:person')
export class NoticesController {
  constructor(@Inject(COMMAND_HANDLER) private readonly handle: CommandHandler) {}

  /** Whatever their role: in or out (IDN-31). */
  @Put('security-emails')
  async chooseSecurityEmails(
    @Param('person') personId: string,
    @Body() { subscribed }: SecurityEmailsDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.handle(chooseSecurityEmails(personId, subscribed), context));
  }
}
