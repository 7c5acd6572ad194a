import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CommandContext } from '@rollcall/event-sourcing';
import { type Answer, answer } from '../http/answer.js';
import { InCommandContext } from '../http/in-command-context.decorator.js';
import { type HeldUpKeys, OwnParkedMessages } from './own-parked-messages.js';
import { DiscardParkedDto, RedriveParkedDto } from './parked-message.dto.js';

/** The parked messages of a service's groups, for the gateway; of every service but the public door. */
@ApiExcludeController()
@Controller('internal/v1/parked-messages')
export class ParkedMessagesController {
  constructor(@Inject(OwnParkedMessages) private readonly parked: OwnParkedMessages) {}

  @Get()
  list(): Promise<HeldUpKeys> {
    return this.parked.list();
  }

  @Post(':message/redrive')
  async redrive(
    @Param('message') id: string,
    @Body() { reason }: RedriveParkedDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.parked.redrive(id, reason, context), { status: 204 });
  }

  @Post(':message/discard')
  async discard(
    @Param('message') id: string,
    @Body() { reason }: DiscardParkedDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    return answer(await this.parked.discard(id, reason, context), { status: 204 });
  }
}
