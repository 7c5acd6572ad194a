import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Cryptography, Envelope, EventStore, MessageBus, Verdict } from '@rollcall/event-sourcing';
import { roomList, roomRelay } from '@rollcall/testing';
import {
  BUS,
  type CallOptions,
  composed,
  CRYPTOGRAPHY,
  EVENT_STORE,
  type HeldUpKeys,
  ListensTo,
  type ParkedMessageEvent,
  parkedMessageStream,
  projected,
  Service,
  startTestService,
  type TestService,
} from '../src/index.js';
import { RoomController } from './example/room.controller.js';
import { roomAvailability, roomAvailabilityDeclaration, roomListDeclaration } from './example/room-rows.composition.js';

/** Keys whose opening cannot be handled, and what was handled. */
const bad = new Set<string>();
const handled: string[] = [];
const heard = ({ key, type }: Envelope): Verdict => {
  if (type.includes('opened') && bad.has(key)) return { park: `no host for ${key}, ask ann@studio.example` };
  handled.push(`${key} ${type.split('.')[2]}`);
  return 'ack';
};

@Controller()
class OnRooms {
  @ListensTo('rollcall.example.room-opened.v1')
  opened(@Payload() message: Envelope): Verdict {
    return heard(message);
  }
  @ListensTo('rollcall.example.seat-taken.v1')
  taken(@Payload() message: Envelope): Verdict {
    return heard(message);
  }
}

@Service({
  name: 'example',
  relay: roomRelay,
  projections: [projected(roomList, roomListDeclaration)],
  compositions: [composed(roomAvailability, roomAvailabilityDeclaration, { from: ['example'] })],
  controllers: [RoomController, OnRooms],
})
class ListeningModule {}

let example: TestService;
beforeEach(async () => {
  bad.clear();
  handled.length = 0;
  example = await startTestService(ListeningModule);
});
afterEach(() => example.stop());

const context = (commandId: string) => ({
  commandId,
  correlationId: 'c',
  actor: { kind: 'user', id: 'ann' } as const,
});
const path = '/internal/v1/parked-messages';
const order = (what: string, options: CallOptions = {}) => example.client.post('example', `${path}/${what}`, options);

async function list(): Promise<HeldUpKeys> {
  const answer = await example.client.get<HeldUpKeys>('example', path);
  if (!answer.ok) throw new Error(answer.rejection.rejected);
  return answer.body;
}

/** A room whose opening is parked; two seats wait behind it. Answers the parked message's id. */
async function parkedRoom(id: string): Promise<string> {
  bad.add(id);
  await example.client.put('example', `/rooms/${id}`, { body: { name: 'Room', seats: 9 } });
  for (const guest of ['zoe', 'yan']) {
    await example.client.post('example', `/rooms/${id}/guests/${guest}-${id}`, { body: { name: guest } });
  }
  await example.service.quiet();
  return (await list()).items.find(({ key }) => key === id)!.id;
}

async function recorded(id: string) {
  const { app } = example.service;
  const stream = parkedMessageStream(app.get<Cryptography>(CRYPTOGRAPHY), 'example', id);
  const events = [];
  for await (const event of app.get<EventStore>(EVENT_STORE).readStream<ParkedMessageEvent>(stream)) events.push(event);
  return events;
}

test('KRN-11 what is held up is listed: type, key, group, why and since when, and how many wait; nothing personal', async () => {
  await parkedRoom('red');
  const { items, count } = await list();
  expect(count).toBe(1);
  expect(items).toEqual([
    {
      ...{ id: expect.any(String), group: 'example', topic: 'rollcall.example.v1', key: 'red' },
      ...{ type: 'rollcall.example.room-opened.v1', reason: 'no host for red, ask [address]' },
      ...{ place: 'cause', parkedAt: expect.stringMatching(/^\d{4}-.*Z$/), waiting: 2 },
    },
  ]);
});

test('KRN-11 a redrive hands the key over in order once the cause is mended, and is on record', async () => {
  const id = await parkedRoom('red');
  expect(await order(`${id}/redrive`)).toMatchObject({ status: 204 });
  expect([handled, (await list()).items[0]]).toMatchObject([[], { id, waiting: 2 }]);

  bad.clear();
  const body = { reason: 'the host is back' };
  expect(await order(`${id}/redrive`, { body, context: context('again') })).toMatchObject({ status: 204 });
  expect(handled).toEqual(['red room-opened', 'red seat-taken', 'red seat-taken']);
  expect(await list()).toEqual({ items: [], count: 0 });
  const [, , ordered, done] = await recorded(id);
  expect(ordered).toMatchObject({
    type: 'RedriveOrdered',
    data: { message: { id, group: 'example', key: 'red', type: 'rollcall.example.room-opened.v1' }, ...body },
    metadata: { actor: { kind: 'user', id: 'ann' }, occurredAt: expect.any(Date) },
  });
  expect(done).toMatchObject({ type: 'OrderCarriedOut', data: { order: 'again' } });
});

test('KRN-11 a discard drops the cause and lets those behind it go on, and says who did it and why', async () => {
  const id = await parkedRoom('red');
  const body = { reason: 'the room never was' };
  expect(await order(`${id}/discard`, { body, context: context('drop') })).toMatchObject({ status: 204 });
  expect(handled).toEqual(['red seat-taken', 'red seat-taken']);
  expect((await list()).count).toBe(0);
  expect(await recorded(id)).toMatchObject([
    {
      type: 'DiscardOrdered',
      data: { message: { id, key: 'red', reason: 'no host for red, ask [address]' }, ...body },
      metadata: { actor: { kind: 'user', id: 'ann' }, commandId: 'drop' },
    },
    { type: 'OrderCarriedOut', data: { order: 'drop' } },
  ]);
});

test('KRN-04 the same order again does nothing twice, also when the message is gone or has come back', async () => {
  const id = await parkedRoom('red');
  const options = { context: context('once') };
  await order(`${id}/redrive`, options);
  const before = await recorded(id);
  bad.clear();
  // Carried out once, without success: only another order tries again.
  expect(await order(`${id}/redrive`, options)).toMatchObject({ status: 204 });
  expect([handled, await recorded(id)]).toEqual([[], before]);
  await order(`${id}/redrive`);
  expect(await order(`${id}/redrive`, options)).toMatchObject({ status: 204 });
  expect(handled).toHaveLength(3);
});

test('KRN-11 an order that a crash cut off is on record as ordered only; sent again, it is carried out', async () => {
  const id = await parkedRoom('red');
  const { parked } = example.service.app.get<MessageBus>(BUS);
  const { skip } = parked;
  parked.skip = () => Promise.reject(new Error('cut off'));
  const options = { body: { reason: 'x' }, context: context('drop') };
  await expect(order(`${id}/discard`, options)).rejects.toThrow();
  expect((await recorded(id)).map(({ type }) => type)).toEqual(['DiscardOrdered']);
  expect((await list()).count).toBe(1);

  // The bus has done it, and the crash comes before it is noted.
  parked.skip = async (one) => {
    await skip(one);
    throw new Error('cut off');
  };
  await expect(order(`${id}/discard`, options)).rejects.toThrow();
  expect(await list()).toEqual({ items: [], count: 0 });
  parked.skip = skip;
  expect(await order(`${id}/discard`, options)).toMatchObject({ status: 204 });
  expect((await recorded(id)).map(({ type }) => type)).toEqual(['DiscardOrdered', 'OrderCarriedOut']);
  expect(handled).toEqual(['red seat-taken', 'red seat-taken']);
});

test('KRN-11 what cannot be ordered changes nothing and stands on no record', async () => {
  const id = await parkedRoom('red');
  const body = { reason: 'x' };
  const unknown = await order(`${'n'.repeat(250)}/discard`, { body });
  expect(unknown).toMatchObject({
    status: 404,
    rejection: { rejected: 'not-found', reason: 'There is no such parked message.' },
  });
  expect(await order('nobody/redrive')).toMatchObject({ status: 404 });
  for (const wrong of [undefined, {}, { reason: ' ' }, { reason: 'x'.repeat(501) }, { reason: 'x', force: true }]) {
    const refused = await order(`${id}/discard`, { body: wrong });
    const pointers = refused.ok ? [] : refused.errors.map(({ pointer }) => pointer);
    expect([refused.status, [...new Set(pointers)]]).toEqual([400, [wrong && 'force' in wrong ? '/force' : '/reason']]);
  }
  const behind = (await example.service.app.get<MessageBus>(BUS).parked.list()).find(
    ({ place }) => place === 'behind',
  )!;
  expect(await order(`${behind.id}/discard`, { body })).toMatchObject({
    status: 409,
    rejection: { rejected: 'waits-behind' },
  });
  expect([await recorded(id), await recorded(behind.id), await recorded('nobody')]).toEqual([[], [], []]);
  expect((await list()).items).toMatchObject([{ id, waiting: 2 }]);
});

test('KRN-11 without anybody of the group it is "not now": everything stays, the order may be sent again', async () => {
  const id = await parkedRoom('red');
  await example.service.end('listeners');
  const options = { body: { reason: 'x' } };
  for (const what of ['redrive', 'discard']) {
    await expect(order(`${id}/${what}`, options)).rejects.toThrow('example answered 503');
  }
  expect((await list()).items).toMatchObject([{ id, waiting: 2 }]);
  expect((await recorded(id)).map(({ type }) => type)).toEqual(['RedriveOrdered', 'DiscardOrdered']);
});

test('KRN-11 the routes are for services: without a token they answer 401', async () => {
  const id = await parkedRoom('red');
  for (const [method, at] of [
    ['GET', path],
    ['POST', `${path}/${id}/redrive`],
    ['POST', `${path}/${id}/discard`],
  ] as const) {
    expect((await fetch(example.service.url + at, { method })).status).toBe(401);
  }
});
