import { Controller, Get, Headers, Inject, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import { SignedIn } from '../access/on-request.js';
import { Needed } from '../http/needs.decorator.js';
import { Responds } from '../http/responds.decorator.js';
import { ChangeStream } from './change-stream.js';
import { ChangesDto } from './live.dto.js';

/** What changes, as it changes: only what the caller may see. */
@ApiTags('Live')
@Controller('api/v1/events')
export class LiveController {
  constructor(@Inject(ChangeStream) private readonly stream: ChangeStream) {}

  /** Server-Sent Events: `change` with a ChangesDto, `reset` (read everything again), `end` (the session has ended). */
  @Get()
  @Needed('signed-in')
  @Responds(200)
  @ApiProduces('text/event-stream')
  @ApiExtraModels(ChangesDto)
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Go on after this event; 24 h are kept.' })
  async events(
    @SignedIn() caller: Caller,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.stream.serve({ caller, lastEventId, request, reply });
  }
}
