import { Body, Controller, Get, Headers, Inject, Param, Post, Put } from '@nestjs/common';
import {
  type CommandContext,
  type CommandHandler,
  decideOne,
  decodeToken,
  DependencyAway,
  reject,
  type ReadModel,
} from '@rollcall/event-sourcing';
import { guest, guestStream, room, type RoomRow, roomStream, takeSeat } from '@rollcall/testing';
import {
  type Answer,
  answer,
  COMMAND_HANDLER,
  InCommandContext,
  InjectReadModel,
  READ_YOUR_WRITES,
  type ReadYourWrites,
  Refused,
  RequiresVersion,
} from '../../src/index.js';
import { OpenRoomDto, RenameRoomDto, SeatGuestDto } from './room.dto.js';
import {
  exampleSite,
  type RoomAvailability,
  roomAvailabilityDeclaration,
  roomListDeclaration,
} from './room-rows.composition.js';

@Controller('rooms')
export class RoomController {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(roomListDeclaration) private readonly list: ReadModel<RoomRow>,
    @InjectReadModel(roomAvailabilityDeclaration) private readonly availability: ReadModel<RoomAvailability>,
  ) {}

  @Put(':room')
  async open(
    @Param('room') id: string,
    @Body() { name, seats }: OpenRoomDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const stream = roomStream(id);
    const outcome = await this.handle(decideOne(room, stream, { type: 'OpenRoom', data: { name, seats } }), context);
    return answer(outcome, { etagOf: stream, status: 201, body: { id }, location: `/rooms/${id}` });
  }

  @RequiresVersion()
  @Put(':room/name')
  async rename(
    @Param('room') id: string,
    @Body() { name }: RenameRoomDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const stream = roomStream(id);
    const outcome = await this.handle(decideOne(room, stream, { type: 'RenameRoom', data: { name } }), context);
    return answer(outcome, { etagOf: stream });
  }

  @Post(':room/guests/:guest')
  async seat(
    @Param('room') id: string,
    @Param('guest') guestId: string,
    @Body() { name }: SeatGuestDto,
    @InCommandContext() context: CommandContext,
  ): Promise<Answer> {
    const arrive = decideOne(guest, guestStream(guestId), { type: 'Arrive', data: { guestId, name } });
    await this.handle(arrive, { ...context, commandId: `${context.commandId}-arrive` });
    return answer(await this.handle(takeSeat(id, guestId), context));
  }

  @Get()
  async rooms(): Promise<readonly RoomRow[]> {
    return (await this.list.find({ scope: { site: exampleSite }, limit: 50 })).rows;
  }

  @Get(':room/availability')
  async free(@Param('room') id: string, @Headers('consistency-token') token = ''): Promise<RoomAvailability> {
    await this.readYourWrites.waitFor(decodeToken(token), roomAvailabilityDeclaration);
    const row = await this.availability.get({ site: exampleSite }, id);
    if (!row) throw new Refused(reject('not-found', 'There is no such room.'));
    return row;
  }

  @Get('faults/unexpected')
  fault(): never {
    throw new Error('the details of zoe@studio.example stay inside');
  }

  @Get('faults/store')
  away(): never {
    throw new DependencyAway('the store');
  }
}
