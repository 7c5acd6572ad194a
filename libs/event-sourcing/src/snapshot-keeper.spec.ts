import { expect, test } from '@jest/globals';
import {
  commandContext,
  createMemoryEventStore,
  createMemorySnapshots,
  createTestCryptography,
  createVirtualClock,
  room,
  roomStream,
  type RoomCommand,
} from '@rollcall/testing';
import { createCommandHandler } from './command-handler.js';
import { decideOne } from './command.js';
import { streamVersion } from './message.js';
import type { Snapshots } from './snapshots.js';

const red = roomStream('red');
const inRoom = (command: RoomCommand) => decideOne(room, red, command);
const sit = (guestId: string) => inRoom({ type: 'TakeSeat', data: { guestId } });

/** A room of 250 seats, 250 of them taken one by one: snapshots are due at 100 and 200 events. */
async function fullRoom(snapshots: Snapshots) {
  const cryptography = createTestCryptography();
  const store = createMemoryEventStore({ cryptography });
  const create = () =>
    createCommandHandler({ store, cryptography, snapshots, clock: createVirtualClock(), random: () => 0 });
  const handle = create();
  const context = commandContext();
  await handle(inRoom({ type: 'OpenRoom', data: { name: 'Red', seats: 250 } }), context);
  await Promise.all(Array.from({ length: 250 }, (_, n) => handle(sit(`${n}`), commandContext())));
  await handle.close();
  return { create, context };
}
const refused = expect.objectContaining({ ok: false });

test('KRN-05 a snapshot is kept every so many events', async () => {
  const snapshots = createMemorySnapshots();
  await fullRoom(snapshots);
  expect(snapshots.of(red)).toEqual({
    version: 199n,
    state: { status: 'open', name: 'Red', seats: 250, taken: 199 },
    latest: 0,
  });
});

test('KRN-05 losing all snapshots changes nothing', async () => {
  const snapshots = createMemorySnapshots();
  const { create } = await fullRoom(snapshots);
  expect(await create()(sit('late'), commandContext())).toEqual(refused);
  snapshots.clear();
  expect(await create()(sit('late'), commandContext())).toEqual(refused);
});

test('KRN-05 a state starts from the snapshot', async () => {
  const snapshots = createMemorySnapshots();
  const { create } = await fullRoom(snapshots);
  const told = snapshots.of(red)!;
  snapshots.clear();
  await snapshots.save(red, 1, { ...told, state: { ...(told.state as object), taken: 100 } });
  expect(await create()(sit('late'), commandContext())).toMatchObject({ ok: true });
});

test('KRN-04 a command before the snapshot is recognised', async () => {
  const snapshots = createMemorySnapshots();
  const { create, context } = await fullRoom(snapshots);
  const again = await create()(inRoom({ type: 'OpenRoom', data: { name: 'Red', seats: 250 } }), context);
  expect(again).toMatchObject({ ok: true });
  expect(again.ok && again.written.get(red)?.version).toBe(0n);
});

test('KRN-05 a snapshot of another shape, or newer than its log, is ignored', async () => {
  const snapshots = createMemorySnapshots();
  const { create } = await fullRoom(snapshots);
  const state = { status: 'missing' };
  await snapshots.save(red, 2, { version: streamVersion(200), state, latest: 0 });
  expect(await create()(sit('late'), commandContext())).toMatchObject({ rejection: { rejected: 'no-seat-left' } });
  await snapshots.save(red, 1, { version: streamVersion(999), state, latest: 0 });
  expect(await create()(sit('late'), commandContext())).toMatchObject({ rejection: { rejected: 'no-seat-left' } });
});

test('KRN-05 snapshots that fail fail no command', async () => {
  const broken: Snapshots = {
    load: () => Promise.reject(new Error('broken')),
    save: () => Promise.reject(new Error('broken')),
  };
  const { create } = await fullRoom(broken);
  expect(await create()(sit('late'), commandContext())).toEqual(refused);
});
