import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '@rollcall/event-sourcing';
import { type Answer, DiscardParkedDto, RedriveParkedDto } from '@rollcall/service-kit';
import { ActingHere } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { Repeatable, Responds } from '../http/responds.decorator.js';
import { ParkedMessagesDto } from './parked-message.dto.js';
import { ParkedMessages } from './parked-messages.js';

/** Messages that services could not handle and have set aside, for the installation's operator. */
@ApiTags('Administration')
@Controller('api/v1/admin/parked-messages')
export class ParkedMessageController {
  constructor(@Inject(ParkedMessages) private readonly parked: ParkedMessages) {}

  @Get()
  @Needed('operator-account')
  @ApiOperation({ summary: 'What was set aside, why, and how many later messages of the same key wait behind it.' })
  @Responds(200, ParkedMessagesDto)
  list(): Promise<ParkedMessagesDto> {
    return this.parked.list();
  }

  @Post(':message/redrive')
  @Needed('operator-account')
  @ApiOperation({
    summary: 'Hands a message and those behind it over again, in order.',
    description:
      'Done once everything was handed over: what fails again stays in the list. Goes on record. 404 for a message that is not parked; 503 while nobody consumes as its group.',
  })
  @ApiBody({ type: RedriveParkedDto, required: false })
  @Responds(204)
  @Repeatable()
  redrive(
    @Param('message') message: string,
    @Body() { reason }: RedriveParkedDto,
    @ActingHere() context: CommandContext,
  ): Promise<Answer> {
    return this.parked.order(message, { what: 'redrive', reason }, context);
  }

  @Post(':message/discard')
  @Needed('operator-account')
  @ApiOperation({
    summary: 'Drops a message for good, and hands those behind it over.',
    description:
      'Goes on record with its reason. 404 for a message that is not parked; 409 `waits-behind` for one that only waits; 503 while nobody consumes as its group.',
  })
  @Responds(204)
  @Repeatable()
  discard(
    @Param('message') message: string,
    @Body() { reason }: DiscardParkedDto,
    @ActingHere() context: CommandContext,
  ): Promise<Answer> {
    return this.parked.order(message, { what: 'discard', reason }, context);
  }
}
