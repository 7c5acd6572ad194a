import { expect, test } from '@jest/globals';
import { streamVersion } from '@rollcall/event-sourcing';
import {
  createMemoryEventStore,
  createTestCryptography,
  guestStream,
  newEvents,
  roomRelay,
  roomStream,
} from '@rollcall/testing';
import { readAggregates } from './read-aggregates.js';

test('a stream with a published facet is folded, any other lists its events', async () => {
  const store = createMemoryEventStore({ cryptography: createTestCryptography() });
  const [room, guest] = [roomStream('hall'), guestStream('ana')];
  const opened = newEvents({ type: 'RoomOpened', data: { name: 'Hall', seats: 2 } }, { type: 'SeatTaken', data: {} });
  const seated = newEvents({ type: 'GuestSeated', data: { roomId: 'hall' } });
  await store.append([
    { stream: room, expected: 'no-stream', events: opened },
    { stream: guest, expected: 'no-stream', events: seated },
  ]);
  await store.append([
    { stream: room, expected: streamVersion(1), events: newEvents({ type: 'SeatTaken', data: {} }) },
  ]);
  expect(await readAggregates(store, roomRelay)).toEqual([
    { category: 'example.room', key: 'hall', state: { name: 'Hall', seats: 2, taken: 2 } },
    { category: 'example.guest', key: 'ana', state: [{ type: 'GuestSeated', data: { roomId: 'hall' } }] },
  ]);
  await store.close();
});
