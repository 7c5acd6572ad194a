import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cryptography, EventStore } from '@rollcall/event-sourcing';
import { guest, guestStream } from '@rollcall/testing';
import {
  type CallOptions,
  CRYPTOGRAPHY,
  EVENT_STORE,
  readState,
  startTestService,
  type TestService,
} from '../src/index.js';
import { ExampleModule } from './example/example.module.js';
import { hostOf } from './example/on-room-opened.js';

let example: TestService;
beforeAll(async () => {
  example = await startTestService(ExampleModule);
  await example.service.quiet();
});
afterAll(() => example.stop());

const open = (id: string, seats: number, options: CallOptions = {}) =>
  example.client.put<{ id: string }>('example', `/rooms/${id}`, { body: { name: `Room ${id}`, seats }, ...options });
const seat = (id: string, guest: string) =>
  example.client.post('example', `/rooms/${id}/guests/${guest}`, { body: { name: 'Zoë' } });

describe('the thin slice: HTTP, handler, store, relay, bus, listener, read models', () => {
  test('a command travels through every layer and comes back as rows', async () => {
    const opened = await open('red', 1);
    expect(opened).toMatchObject({ ok: true, status: 201, body: { id: 'red' }, etag: 0n });
    expect(await seat('red', 'zoe')).toMatchObject({ ok: true, status: 204 });

    await example.service.quiet();

    const rooms = await example.client.get('example', '/rooms');
    expect(rooms).toMatchObject({
      body: [
        { id: 'red', name: 'Room red', seats: 1, taken: 1 },
        { id: 'red-overflow', name: 'Room red (overflow)', seats: 1, taken: 0 },
      ],
    });
    const free = await example.client.get('example', '/rooms/red-overflow/availability');
    expect(free).toMatchObject({ ok: true, body: { free: 1 } });
  });

  test('KRN-16 a read that carries its write’s token sees it at once', async () => {
    const opened = await open('blue', 3);
    if (!opened.ok) throw new Error('refused');
    const { token } = opened;
    expect(token).toEqual([{ source: 'example', kind: 'room', key: 'blue', version: 0n }]);
    const read = await example.client.get('example', '/rooms/blue/availability', { token });
    expect(read).toMatchObject({ ok: true, body: { id: 'blue', free: 3 } });
  });

  test('KRN-02 a rejection is a problem document with its code', async () => {
    await open('full', 1);
    await seat('full', 'ann');
    const refused = await seat('full', 'bob');
    expect(refused).toMatchObject({
      ok: false,
      status: 409,
      rejection: { rejected: 'no-seat-left', details: { seats: 1 } },
    });
  });

  test('KRN-04 the same command id again returns the first effect', async () => {
    const context = { correlationId: 'c', commandId: 'the-same' };
    const first = await open('green', 2, { context });
    expect(await open('green', 2, { context })).toEqual(first);
    expect(await open('green', 2)).toMatchObject({
      ok: false,
      status: 409,
      rejection: { rejected: 'room-already-open' },
    });
  });

  test('a guarded write needs the version it was decided on', async () => {
    await open('name', 2);
    const rename = (expected?: bigint, name = 'Other') =>
      example.client.put('example', '/rooms/name/name', {
        body: { name },
        ...(expected !== undefined && { context: { correlationId: 'c', expected: expected as never } }),
      });
    expect(await rename()).toMatchObject({ status: 428, rejection: { rejected: 'version-required' } });
    expect(await rename(5n)).toMatchObject({ status: 412, rejection: { rejected: 'stale-version' } });
    expect(await rename(0n)).toMatchObject({ ok: true, status: 204, etag: 1n });
    expect(await rename(0n, 'Late')).toMatchObject({ status: 412, rejection: { rejected: 'stale-version' } });
  });

  test('KRN-04 a listener that derives ids is made with the installation’s cryptography', async () => {
    await open('lounge', 4, { body: { name: 'Hosted lounge', seats: 4 } });
    await example.service.quiet();
    const host = guestStream(hostOf(example.service.app.get<Cryptography>(CRYPTOGRAPHY), 'lounge'));
    const read = await readState(example.service.app.get<EventStore>(EVENT_STORE), guest, host);
    expect(read).toEqual({ state: { status: 'standing' }, version: 0n });
  });
});
