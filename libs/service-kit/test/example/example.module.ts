import { roomList, roomRelay } from '@rollcall/testing';
import { composed, projected, Service } from '../../src/index.js';
import { onRoomOpened } from './on-room-opened.js';
import { onSeatTaken } from './on-seat-taken.js';
import { RoomController } from './room.controller.js';
import { roomAvailability, roomAvailabilityDeclaration, roomListDeclaration } from './room-rows.composition.js';

@Service({
  name: 'example',
  relay: roomRelay,
  projections: [projected(roomList, roomListDeclaration)],
  compositions: [composed(roomAvailability, roomAvailabilityDeclaration, { from: ['example'] })],
  listeners: [onSeatTaken, { on: 'rollcall.example.room-opened.v1', listener: onRoomOpened }],
  controllers: [RoomController],
})
export class ExampleModule {}
