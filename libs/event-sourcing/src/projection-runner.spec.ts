import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createMemoryEventStore,
  createMemoryReadModelStore,
  createTestCryptography,
  newEvents,
  roomList,
  roomStream,
  studio,
  withChanges,
} from '@rollcall/testing';
import type { RoomEvent, RoomRow } from '@rollcall/testing';
import type { EventStore } from './event-store.js';
import { startProjection } from './projection-runner.js';
import type { Projection } from './projection.js';
import type { ReadModelDeclaration, ReadModelStore } from './read-model.js';

const declarationOf = (version: number): ReadModelDeclaration<RoomRow> => ({
  name: roomList.name,
  version,
  scope: () => studio,
  filters: {},
  sorts: { name: ({ name }) => name },
});
const declaration = declarationOf(1);
const delay = (_: number, signal?: AbortSignal): Promise<void> =>
  signal?.aborted ? Promise.resolve() : new Promise(setImmediate);
const opened = (name: string): RoomEvent => ({ type: 'RoomOpened', data: { name, seats: 2 } });
const taken: RoomEvent = { type: 'SeatTaken', data: { guestId: 'ana' } };

describe('a projection', () => {
  let log: EventStore;
  let store: ReadModelStore;
  const appended = new Map<string, bigint>();
  beforeEach(() => {
    log = createMemoryEventStore({ cryptography: createTestCryptography() });
    store = createMemoryReadModelStore();
    appended.clear();
  });
  const append = async (room: string, ...events: RoomEvent[]): Promise<void> => {
    const stream = roomStream(room);
    const version = appended.get(room);
    const expected = version === undefined ? 'no-stream' : (version as never);
    const [result] = await log.append([{ stream, expected, events: newEvents(...events) }]);
    appended.set(room, result!.version);
  };
  const start = (on: Partial<Projection<RoomRow, RoomEvent>> = {}, over = store) =>
    startProjection({
      projection: { ...roomList, ...on },
      declaration: declarationOf(on.version ?? 1),
      log,
      store: over,
      delay,
    });

  test('KRN-07 folds what happened before and after it started', async () => {
    await append('red', opened('Red'));
    await using run = await start();
    await run.quiet();
    const rooms = await store.open(declaration);
    expect(await rooms.get(studio, 'red')).toMatchObject({ name: 'Red', taken: 0 });

    await append('red', taken);
    await run.quiet();
    expect(await rooms.get(studio, 'red')).toMatchObject({ taken: 1 });
    expect(run.status).toBe('live');
    expect(run.position).toBe(await log.head());
  });

  test('KRN-07 an event that was folded in is not folded in again when the checkpoint was lost', async () => {
    await append('red', opened('Red'), taken);
    await using first = await start();
    await first.quiet();
    await first.stop();
    // A crash between document and checkpoint: the store still says "start".
    const forgetful = withChanges(store, {
      checkpoint: async () => 'start' as const,
      save: async (target: never, batch: Parameters<ReadModelStore['save']>[1]) =>
        store.save(target, { ...batch, from: await store.checkpoint(declaration) }),
    });
    await using second = await start({}, forgetful);
    await second.quiet();
    expect(await (await store.open(declaration)).get(studio, 'red')).toMatchObject({ taken: 1 });
  });

  test('KRN-07 a paused runner that wakes up late changes nothing', async () => {
    await append('red', opened('Red'));
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const paused = withChanges(store, {
      save: async (...args: Parameters<ReadModelStore['save']>) => {
        reached.resolve();
        await gate.promise;
        return store.save(...args);
      },
    });
    await using late = await start({}, paused);
    await reached.promise;
    await using quick = await start();
    await append('red', taken);
    await quick.quiet();
    const before = await store.load(declaration, ['red']);

    gate.resolve();
    await late.quiet();
    expect(await store.load(declaration, ['red'])).toEqual(before);
    expect(await store.checkpoint(declaration)).toBe(await log.head());
  });

  test('KRN-17 the store is scrubbed after the documents were replaced, and again when the checkpoint did not move', async () => {
    type Erased = RoomEvent | Readonly<{ type: 'RoomErased'; data: { erasedSubject: string } }>;
    const erasing: Projection<RoomRow, Erased> = {
      ...roomList,
      on: { ...roomList.on, RoomErased: { ids: () => 'red', evolve: (row) => row && { ...row, name: '[erased]' } } },
    };
    const seen: (string | undefined)[] = [];
    let crashes = 1;
    const watched = withChanges(store, {
      scrub: async () => {
        const rooms = await store.load(declaration, ['red']);
        seen.push((rooms.get('red')?.doc as RoomRow | undefined)?.name);
        if (crashes-- > 0) throw new Error('killed');
      },
    });
    await append('red', opened('Red'));
    await using run = await startProjection({ projection: erasing, declaration, log, store: watched, delay });
    await run.quiet();
    expect(seen).toEqual([]);
    await append('red', { type: 'RoomErased', data: { erasedSubject: 'room:red' } } as never);
    await run.quiet();
    expect(seen).toEqual(['[erased]', '[erased]']);
    await append('red', taken);
    await run.quiet();
    expect(seen).toHaveLength(2);
  });

  test('KRN-10 an error of its own stops it and names the event; what it wrote stays', async () => {
    await append('red', opened('Red'));
    const evolve = (): never => {
      throw new Error('no such seat');
    };
    await using run = await start({ on: { ...roomList.on, SeatTaken: { ids: () => 'red', evolve } } });
    await run.quiet();
    await append('red', taken);
    await expect(run.quiet()).rejects.toThrow('has failed');
    expect(run.status).toBe('failed');
    expect(run.failure).toMatchObject({
      message: expect.stringContaining('SeatTaken'),
      cause: { message: 'no such seat' },
    });
    expect(await (await store.open(declaration)).get(studio, 'red')).toMatchObject({ taken: 0 });
    await expect(run.quiet()).rejects.toThrow('has failed');
  });

  test('KRN-10 it goes on by itself when the store was away', async () => {
    await append('red', opened('Red'));
    let failures = 3;
    const flaky = withChanges(store, {
      save: async (...args: Parameters<ReadModelStore['save']>) => {
        if (failures-- > 0) throw new Error('disk full');
        return store.save(...args);
      },
    });
    await using run = await start({}, flaky);
    await run.quiet();
    expect(run.failure).toBeUndefined();
    expect(await (await store.open(declaration)).get(studio, 'red')).toBeDefined();
  });

  test('KRN-07 a raised version is built beside the served one and takes over when it has caught up', async () => {
    await append('red', opened('Red'));
    await using first = await start();
    await first.quiet();
    await first.stop();
    const gate = Promise.withResolvers<void>();
    const slow = withChanges(store, {
      save: async (...args: Parameters<ReadModelStore['save']>) => {
        await gate.promise;
        return store.save(...args);
      },
    });
    const rooms = await store.open(declarationOf(2));
    const shout = { RoomOpened: { ids: () => 'red', evolve: () => ({ id: 'red', name: 'RED', seats: 2, taken: 0 }) } };
    await using second = await start({ version: 2, on: shout }, slow);
    expect(await rooms.get(studio, 'red')).toMatchObject({ name: 'Red' });
    gate.resolve();
    await second.quiet();
    expect(await rooms.get(studio, 'red')).toMatchObject({ name: 'RED' });
  });

  test('KRN-16 waiting for a runner that was stopped is an error, not for ever', async () => {
    await using run = await start();
    await run.quiet();
    const stopped = run.stop();
    await append('red', opened('Red'));
    await stopped;
    await expect(run.quiet()).rejects.toThrow('has stopped');
    expect(run.status).toBe('stopped');
  });

  test('a projection and its declaration name the same read model', async () => {
    const projection = { ...roomList, name: 'other' };
    await expect(startProjection({ projection, declaration, log, store, delay })).rejects.toThrow('different');
  });
});
