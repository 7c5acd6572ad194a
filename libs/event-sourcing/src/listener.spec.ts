import { expect, test } from '@jest/globals';
import {
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
  listenerSpecification,
  rejectionCodes,
  room,
  roomStream,
} from '@rollcall/testing';
import type { Envelope } from './bus.js';
import { createCommandHandler } from './command-handler.js';
import { decideOne } from './command.js';
import type { Listener } from './listener.js';
import { handleWith, isStale } from './listener.js';
import { streamVersion } from './message.js';

const cryptography = createTestCryptography();
const opener: Listener<Envelope<{ name: string }>> = {
  name: 'on-room-wanted',
  on: 'rollcall.example.room-wanted.v1',
  react: ({ key, data }) =>
    data.name === ''
      ? undefined
      : decideOne(room, roomStream(key), { type: 'OpenRoom', data: { name: data.name, seats: 1 } }),
  ignore: { 'room-already-open': 'The room that was wanted is there.' },
};
const wanted = (id: string, name = 'Blue'): Envelope<{ name: string }> => ({
  id,
  type: opener.on,
  source: '/rollcall/example',
  topic: 'rollcall.example.v1',
  key: 'one',
  data: { name },
  metadata: {
    causationId: 'the cause of the message',
    correlationId: 'conversation',
    actor: { kind: 'user', id: 'ada' },
    siteId: 'site',
    occurredAt: new Date('2026-03-04T05:06:07.008Z'),
  },
});

function service(listener = opener) {
  const store = createMemoryEventStore({ cryptography });
  const handle = createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0.5 });
  return {
    hear: handleWith(listener, { handle, cryptography }),
    events: () => Array.fromAsync(store.readStream(roomStream('one'))),
  };
}

test('KRN-04 a message heard twice has one effect', async () => {
  const { hear, events } = service();
  expect([await hear(wanted('m1')), await hear(wanted('m1'))]).toEqual(['ack', 'ack']);
  expect(await events()).toHaveLength(1);
});

test('KRN-12 the effect carries the message: its actor, conversation and time, and the message as cause', async () => {
  const { hear, events } = service();
  await hear(wanted('m1'));
  const [event] = await events();
  expect(event?.metadata).toMatchObject({
    commandId: cryptography.uuid5('m1', 'on-room-wanted/0'),
    causationId: 'm1',
    correlationId: 'conversation',
    actor: { kind: 'user', id: 'ada' },
    siteId: 'site',
    occurredAt: new Date('2026-03-04T05:06:07.008Z'),
  });
});

test('KRN-12 a declared rejection lets the message go, any other parks it', async () => {
  const declared = service();
  await declared.hear(wanted('m1'));
  expect(await declared.hear(wanted('m2'))).toBe('ack');

  const undeclared = service({ ...opener, ignore: {} });
  await undeclared.hear(wanted('m1'));
  expect(await undeclared.hear(wanted('m2'))).toEqual({
    park: expect.stringMatching(/^on-room-wanted did not expect the rejection room-already-open: /),
  });
});

test('KRN-12 a message that asks for nothing is done', async () => {
  const { hear, events } = service();
  expect(await hear(wanted('m1', ''))).toBe('ack');
  expect(await events()).toEqual([]);
});

test('KRN-04 what is older than the last version acted upon is stale', () => {
  const facet = { version: streamVersion(4) };
  expect(
    [undefined, 3, 4, 5].map((actedOn) => isStale(actedOn === undefined ? undefined : streamVersion(actedOn), facet)),
  ).toEqual([false, false, false, true]);
});

const codes = rejectionCodes(new URL('../../testing/src/example/room.decider.ts', import.meta.url));
listenerSpecification([
  {
    listener: opener,
    codes,
    never: {
      'room-not-found': 'Only commands to an open room ask for it.',
      'no-seat-left': 'Only taking a seat needs one.',
    },
  },
]);
