import { Body, Controller, Get, Inject, Param, Put, Req, Res } from '@nestjs/common';
import type { CommandContext, ReadModel } from '@rollcall/event-sourcing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Answer,
  composed,
  InCommandContext,
  InjectReadModel,
  Refused,
  requestContextOf,
  Service,
  ServiceClient,
  STOPPING,
} from '../../src/index.js';
import { OpenRoomDto } from './room.dto.js';
import {
  exampleSite,
  type RoomAvailability,
  roomAvailability,
  roomAvailabilityDeclaration,
} from './room-rows.composition.js';

/** The example's public door: signs people in by a header, for the sake of the test, and asks the example service. */
@Controller('front')
export class FrontController {
  constructor(
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @Inject(STOPPING) private readonly stopping: AbortSignal,
    @InjectReadModel(roomAvailabilityDeclaration) private readonly rows: ReadModel<RoomAvailability>,
  ) {}

  @Put('rooms/:room')
  async open(@Param('room') id: string, @Body() body: OpenRoomDto, @Req() request: FastifyRequest): Promise<Answer> {
    const context = { ...requestContextOf(request), actor: { kind: 'user', id: 'ann' } as const };
    const opened = await this.services.put('example', `/rooms/${id}`, { body, context });
    if (!opened.ok) throw new Refused(opened.rejection, opened.errors);
    return new Answer({ status: opened.status, token: opened.token });
  }

  @Get('rooms/:room')
  row(@Param('room') id: string): Promise<RoomAvailability | undefined> {
    return this.rows.get({ site: exampleSite }, id);
  }

  @Get('whoami')
  whoAmI(@InCommandContext() { actor }: CommandContext): unknown {
    return actor;
  }

  /** An event stream that stays open until the service stops. */
  @Get('events')
  events(@Res() reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write(':hello\n\n');
    this.stopping.addEventListener('abort', () => reply.raw.end());
  }
}

@Service({
  name: 'front',
  edge: true,
  openApi: { title: 'Rooms', description: 'The example’s public door.', version: '1' },
  compositions: [composed(roomAvailability, roomAvailabilityDeclaration, { from: ['example'] })],
  controllers: [FrontController],
})
export class FrontModule {}
