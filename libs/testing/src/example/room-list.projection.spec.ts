import { test } from '@jest/globals';
import { projectionSpecification } from '../projection-specification.js';
import { roomList } from './room-list.projection.js';
import { roomStream } from './room.events.js';

test('KRN-07 the list shows each room with its free and taken seats', async () => {
  const [red, blue] = [roomStream('red'), roomStream('blue')];
  await projectionSpecification(roomList)
    .given(
      { stream: red, type: 'RoomOpened', data: { name: 'Red', seats: 2 } },
      { stream: red, type: 'SeatTaken', data: { guestId: 'ana' } },
      { stream: blue, type: 'RoomOpened', data: { name: 'Blue', seats: 1 } },
      { stream: red, type: 'SeatTaken', data: { guestId: 'ben' } },
      { stream: blue, type: 'RoomRenamed', data: { name: 'Azure' } },
      { stream: red, type: 'SeatGivenBack', data: { guestId: 'ana' } },
    )
    .then({
      red: { id: 'red', name: 'Red', seats: 2, taken: 1 },
      blue: { id: 'blue', name: 'Azure', seats: 1, taken: 0 },
    });
});
