import { expect, test } from '@jest/globals';
import { type Envelope, startRelay, streamVersion } from '@rollcall/event-sourcing';
import {
  createMemoryCheckpoints,
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
  newEvents,
  roomRelay,
  roomStream,
} from '@rollcall/testing';
import { replayRelay } from './replay-relay.js';

const cryptography = createTestCryptography();

/** A bus that keeps what it is told. */
function createListBus() {
  const published: Envelope[] = [];
  return { published, publish: async (messages: readonly Envelope[]) => void published.push(...messages) };
}

test('KRN-09 what is published again is what the relay published, message by message', async () => {
  const log = createMemoryEventStore({ cryptography });
  const room = roomStream('hall');
  const opened = newEvents({ type: 'RoomOpened', data: { name: 'Hall', seats: 900 } });
  await log.append([{ stream: room, expected: 'no-stream', events: opened }]);
  for (let seat = 0; seat < 700; seat += 1) {
    const events = newEvents({ type: 'SeatTaken', data: {} });
    await log.append([{ stream: room, expected: streamVersion(seat), events }]);
  }
  const [first, again] = [createListBus(), createListBus()];
  const lease = { heldForMs: 1, take: async () => true, release: async () => {} };
  const ports = { relay: roomRelay, log, cryptography };
  const run = startRelay({
    ...ports,
    bus: first,
    checkpoints: createMemoryCheckpoints(),
    clock: createVirtualClock(),
    delay: async () => {},
    lease,
  });
  await run.quiet();
  await run.stop();
  expect(await replayRelay({ ...ports, bus: again })).toBe(701);
  expect(again.published).toEqual(first.published);
  await log.close();
});
