import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, eventsSoFar, streamVersion } from '@rollcall/event-sourcing';
import { type Engines, loadConfiguration, openEngines } from '@rollcall/service-kit';
import { guestStream, newEvents, roomStream } from '@rollcall/testing';
import { copyEvents, NotACopy } from './copy-events.js';

const key = Buffer.alloc(32, 7).toString('base64url');
const secrets = { ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key };
const service = 'example';

let folder: string;
let opened: AsyncDisposableStack;
let from: EventStore;
let to: EventStore;
let source: EventStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-copy-log-'));
  opened = new AsyncDisposableStack();
  const [one, other] = [await open('one'), await open('other')];
  source = (await one.forService(service)).store;
  opened.defer(() => source.close());
  [from, to] = [await one.storedLog(service), await other.storedLog(service)];
  for (const log of [from, to]) opened.defer(() => log.close());
  await write();
});
afterEach(async () => {
  await opened.disposeAsync();
  await rm(folder, { recursive: true });
});

async function open(name: string): Promise<Engines> {
  await mkdir(join(folder, name));
  const engines = await openEngines(loadConfiguration({ ...secrets, ROLLCALL_DATA_DIR: join(folder, name) }, {}));
  opened.defer(() => engines.close());
  return engines;
}

/** A room with guests who take seats: appends over two streams, and personal data. */
async function write(): Promise<void> {
  const room = roomStream('hall');
  const seats = newEvents({ type: 'RoomOpened', data: { name: 'Hall', seats: 20 } });
  await source.append([{ stream: room, expected: 'no-stream', events: seats }]);
  for (let seat = 0; seat < 20; seat += 1) {
    const personal = { subject: `person:${seat}`, name: `Guest ${seat}` };
    const [taken, seated] = newEvents<{ type: string; data: object }>(
      { type: 'SeatTaken', data: {} },
      { type: 'GuestSeated', data: { roomId: 'hall', personal } },
    );
    const { metadata } = taken!;
    await source.append([
      { stream: room, expected: streamVersion(seat), events: [taken!] },
      { stream: guestStream(`g${seat}`), expected: 'no-stream', events: [{ ...seated!, metadata }] },
    ]);
  }
}

const all = (log: EventStore) => Array.fromAsync(eventsSoFar(log, 'all'));

test('a copy has the same events at the same versions with the same bytes, and a second one proves it', async () => {
  expect(await copyEvents({ from, to })).toEqual({ events: 41, streams: 21, appended: 41 });
  expect(await all(to)).toEqual(await all(from));
  expect(await copyEvents({ from, to })).toEqual({ events: 41, streams: 21, appended: 0 });
});

test('a copy that was ended anywhere goes on, and appends no part of what one command led to', async () => {
  for (const limit of [1, 4, 9]) {
    let left = limit;
    const append: EventStore['append'] = async (writes) => {
      expect(writes.flatMap(({ events }) => events).length).toBeLessThanOrEqual(2);
      if (left-- === 0) throw new Error('ended');
      return to.append(writes);
    };
    const ended = copyEvents({ from, to: { follow: (options) => to.follow(options), append } });
    await expect(ended).rejects.toThrow('ended');
  }
  expect(await copyEvents({ from, to })).toMatchObject({ events: 41, appended: 41 - (1 + 2 * 13) });
  expect(await all(to)).toEqual(await all(from));
});

test('a log that holds something else is no copy: the first difference is named', async () => {
  await copyEvents({ from, to });
  const last = (await all(from)).findLast(({ type }) => type === 'SeatTaken')!;
  const events = [{ ...last, id: randomUUID() }];
  await to.append([{ stream: roomStream('hall'), expected: streamVersion(20), events }]);
  await expect(copyEvents({ from, to })).rejects.toThrow(NotACopy);
  await expect(copyEvents({ from, to })).rejects.toThrow('SeatTaken');
  await source.append([
    { stream: roomStream('hall'), expected: streamVersion(20), events: newEvents({ type: 'SeatTaken', data: {} }) },
  ]);
  await expect(copyEvents({ from, to })).rejects.toThrow('stands where');
});
