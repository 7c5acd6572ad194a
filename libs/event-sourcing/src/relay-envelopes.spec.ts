import { expect, test } from '@jest/globals';
import { createMemoryEventStore, createTestCryptography, newEvents, roomRelay, roomStream } from '@rollcall/testing';
import type { EventStore } from './event-store.js';
import { createRelayEnvelopes } from './relay-envelopes.js';

test('KRN-09 events that nobody is told of cost no read of their stream, and move the facet all the same', async () => {
  const cryptography = createTestCryptography();
  const log = createMemoryEventStore({ cryptography });
  const stream = roomStream('a');
  const events = newEvents(
    { type: 'RoomOpened', data: { name: 'a', seats: 9 } },
    { type: 'SeatTaken', data: { guestId: 'ana' } },
    { type: 'RoomRenamed', data: { name: 'later' } },
  );
  await log.append([{ stream, expected: 'no-stream', events }]);
  const { SeatTaken: _silent, ...publish } = roomRelay.publish;
  let reads = 0;
  const readStream: EventStore['readStream'] = (...given) => {
    reads += 1;
    return log.readStream(...given);
  };
  const envelopeOf = createRelayEnvelopes({ relay: { ...roomRelay, publish }, reader: { readStream }, cryptography });
  const told = [];
  for await (const event of log.readStream(stream)) told.push(await envelopeOf(event));
  expect(told.map((message) => message?.facet?.state)).toMatchObject([
    { taken: 0 },
    undefined,
    { taken: 1, name: 'later' },
  ]);
  expect(reads).toBe(0);
});
