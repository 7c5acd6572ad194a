import { describe, expect, jest, test } from '@jest/globals';
import type { Delay, ReadModelDeclaration, ReadModelStore, Scope } from '@rollcall/event-sourcing';
import {
  DependencyAway,
  createMessageCodec,
  startComposition,
  startProjection,
  withFailurePolicy,
} from '@rollcall/event-sourcing';
import {
  createMemoryEventStore,
  createMemoryMessageBus,
  createTestCryptography,
  createVirtualClock,
  exampleTopic,
  facetMessage,
  newEvents,
  personRowList,
  personRows,
  roomList,
  roomStream,
  someFacet,
  studio,
  withChanges,
} from '@rollcall/testing';
import type { RoomEvent, RoomRow } from '@rollcall/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startMongo } from '../../../tools/engines/mongo.js';
import { createMongoDeadlines } from '../src/deadlines.js';
import { createMongoEphemeralStore } from '../src/ephemeral-store.js';
import { createMongoKeyVault } from '../src/key-vault.js';
import { createMongoReadModelStore } from '../src/read-model-store.js';
import { databaseOn } from './mongo-place.js';

jest.setTimeout(300_000);

const scope = { site: 'studio' } as Scope;
const roomDeclaration: ReadModelDeclaration<RoomRow> = {
  name: roomList.name,
  version: roomList.version,
  scope: () => studio,
  filters: {},
  sorts: { name: ({ name }) => name },
};
/** Short, so that a fault's end is noticed soon. */
const delay: Delay = (ms, signal) => sleep(Math.min(ms, 50), undefined, { signal }).catch(() => undefined);
const until = async (holds: () => unknown): Promise<void> => {
  while (!holds()) await sleep(10);
};

/** A log of rooms: each opened, then so many seats taken. */
async function roomLog(rooms: number) {
  const log = createMemoryEventStore({ cryptography: createTestCryptography() });
  const append = async (room: string, seats: number): Promise<void> => {
    const opened: RoomEvent = { type: 'RoomOpened', data: { name: room, seats } };
    const taken = Array.from({ length: seats }, (_, seat): RoomEvent => ({
      type: 'SeatTaken',
      data: { guestId: `guest-${seat}` },
    }));
    await log.append([{ stream: roomStream(room), expected: 'no-stream', events: newEvents(opened, ...taken) }]);
  };
  for (let room = 0; room < rooms; room += 1) await append(`room-${room}`, 3);
  return { log, append };
}

const expectedRooms = (rooms: number): readonly RoomRow[] =>
  Array.from({ length: rooms }, (_, room) => ({
    id: `room-${room}`,
    name: `room-${room}`,
    seats: 3,
    taken: 3,
  })).toSorted((left, right) => (left.name < right.name ? -1 : 1));

async function rowsOf(store: ReadModelStore): Promise<readonly RoomRow[]> {
  return (await (await store.open(roomDeclaration)).find({ scope: studio, limit: 500 })).rows;
}

await describeEngine('MongoDB', startMongo, (mongo) => {
  test('G5 KRN-10 the server is killed while facets arrive and events are folded: nothing is parked, all is there afterwards', async () => {
    await using place = await databaseOn(mongo);
    const { database } = place;
    const store = createMongoReadModelStore({ database });
    const codec = createMessageCodec({ cryptography: createTestCryptography() });
    const bus = createMemoryMessageBus({ codec, delivery: 'at-once' });
    const clock = createVirtualClock();
    const { log, append } = await roomLog(20);
    const person = (index: number) =>
      facetMessage(someFacet('person', `p${index}`, 1, { site: 'studio', name: `Person ${index}` }));
    const publish = (from: number, to: number) =>
      bus.publish(Array.from({ length: to - from }, (_, index) => person(from + index)));
    await using folding = await startProjection({
      projection: roomList,
      declaration: roomDeclaration,
      log,
      store,
      delay,
    });
    await using composing = await startComposition({
      ...{ composition: personRows, declaration: personRowList, bus, topics: [exampleTopic], store, clock },
    });
    // A listener of a service that asks the read model: what it hears while that is away is not its message's fault.
    const people = await store.open(personRowList);
    const handle = withFailurePolicy(
      async ({ key }) => {
        await people.get(scope, key);
        return 'ack' as const;
      },
      { delay, dependenciesAnswer: () => place.connection.answers() },
    );
    await using listening = await bus.consume('listener', [exampleTopic], { each: handle });
    await publish(0, 30);
    await Promise.all([folding.quiet(), composing.quiet(), listening.quiet()]);
    const others = {
      deadlines: await createMongoDeadlines({ database }),
      ephemeral: await createMongoEphemeralStore({ database, clock, endedByServer: false }),
      keys: await createMongoKeyVault({ database, masterKey: new Uint8Array(32) }),
    };

    const flowing = publish(30, 60);
    await mongo.kill();
    await flowing;
    for (let room = 20; room < 40; room += 1) await append(`room-${room}`, 3);
    await publish(60, 90);
    await until(() => composing.subscription.status === 'paused' && listening.status === 'paused');
    await until(() => folding.status === 'paused');
    expect(folding.failure).toBeInstanceOf(DependencyAway);
    expect(composing.failure).toBeInstanceOf(DependencyAway);
    expect(await place.connection.answers()).toBe(false);
    await expect(people.get(scope, 'p1')).rejects.toBeInstanceOf(DependencyAway);
    await expect(others.deadlines.next('rooms')).rejects.toBeInstanceOf(DependencyAway);
    await expect(others.ephemeral.increment('n', 1)).rejects.toBeInstanceOf(DependencyAway);
    await expect(others.keys.keyFor('person:1')).rejects.toBeInstanceOf(DependencyAway);

    await mongo.restart();
    await Promise.all([folding.quiet(), composing.quiet(), listening.quiet()]);
    expect(await bus.parked.list()).toEqual([]);
    expect(await rowsOf(store)).toEqual(expectedRooms(40));
    expect(await people.count({ scope })).toEqual({ count: 90, more: false });
    expect(await others.keys.keyFor('person:1')).toHaveLength(32);
  });

  test('G15 CARD-2 KRN-07 while a read model is built anew the old one is served and kept up, and then all readers go over at once', async () => {
    await using place = await databaseOn(mongo);
    const rooms = 40;
    const { log, append } = await roomLog(rooms);
    const [old, fresh] = [place.database, place.database].map((database) => createMongoReadModelStore({ database }));
    await using before = await startProjection({
      ...{ projection: roomList, declaration: roomDeclaration, log, delay },
      store: old!,
    });
    await before.quiet();
    // The next release: it shouts. Half of its log is held back until the old one was read for a while.
    const opened = roomList.on.RoomOpened!;
    const shout = (...step: Parameters<typeof opened.evolve>) => {
      const row = opened.evolve(...step);
      return row && { ...row, name: row.name.toUpperCase() };
    };
    const projection = { ...roomList, version: 2, on: { ...roomList.on, RoomOpened: { ...opened, evolve: shout } } };
    const declaration = { ...roomDeclaration, version: 2 };
    const held = Promise.withResolvers<void>();
    const slow = withChanges(log, {
      follow: async function* (options) {
        let events = 0;
        for await (const entry of log.follow(options)) {
          if (entry.kind === 'event' && (events += 1) === 2 * rooms) await held.promise;
          yield entry;
        }
      },
    });
    const people = await fresh!.open(declaration);
    const seen: string[] = [];
    const read = async (): Promise<string> => {
      const names = (await people.find({ scope: studio, limit: 500 })).rows.map(({ name }) => name);
      const shouting = names.filter((name) => name === name.toUpperCase()).length;
      const kind = shouting === 0 ? 'old' : shouting === names.length ? 'new' : 'mixed';
      const told = `${kind}, ${names.length}`;
      if (seen.at(-1) !== told) seen.push(told);
      return kind;
    };
    await using after = await startProjection({ projection, declaration, log: slow, store: fresh!, delay });
    for (let times = 0; times < 20; times += 1) await read();
    await append('one-more', 3);
    await before.quiet();
    await read();
    held.resolve();
    while ((await read()) !== 'new');
    await after.quiet();
    await read();
    expect(seen).toEqual([`old, ${rooms}`, `old, ${rooms + 1}`, `new, ${rooms + 1}`]);
  });

  describe('instances of one service', () => {
    test('KRN-07 a runner whose checkpoint another one moved stands by, and nothing is folded twice', async () => {
      await using place = await databaseOn(mongo);
      const { log, append } = await roomLog(30);
      const [first, second] = [place.database, place.database].map((database) =>
        createMongoReadModelStore({ database }),
      );
      const conflicts: unknown[] = [];
      const watched = (store: ReadModelStore): ReadModelStore =>
        withChanges(store, {
          save: (target, batch) =>
            store.save(target, batch).catch((error: unknown) => {
              conflicts.push(error);
              throw error;
            }),
        });
      const start = (store: ReadModelStore) =>
        startProjection({ projection: roomList, declaration: roomDeclaration, log, store: watched(store), delay });
      await using one = await start(first!);
      await using two = await start(second!);
      await Promise.all([one.quiet(), two.quiet()]);
      // Both follow: of every batch one is the first to move the checkpoint.
      for (let room = 30; room < 50; room += 1) {
        await append(`room-${room}`, 3);
        await Promise.all([one.quiet(), two.quiet()]);
      }
      expect(conflicts.length).toBeGreaterThan(0);
      expect([...new Set(conflicts.map((error) => (error as Error).name))]).toEqual(['CheckpointConflict']);
      expect([one.status, two.status]).not.toContain('failed');
      expect(await rowsOf(first!)).toEqual(expectedRooms(50));
    });

    test('KRN-07 G2 an instance that died between the documents and the checkpoint is caught up with', async () => {
      await using place = await databaseOn(mongo);
      const { database } = place;
      const { log } = await roomLog(30);
      const store = createMongoReadModelStore({ database });
      const project = async (over: ReadModelStore): Promise<void> => {
        const run = await startProjection({
          projection: roomList,
          declaration: roomDeclaration,
          log,
          store: over,
          delay,
        });
        await run.quiet();
        await run.stop();
      };
      await project(store);
      // The documents are written, the checkpoint is not: as if the last step had never been taken.
      const builds = database.collection<{ _id: string; checkpoint: string }>('builds', { checkpoint: String });
      expect(await builds.set({ _id: `${roomList.name} v1` }, { checkpoint: 'start' })).toBe(true);
      await project(createMongoReadModelStore({ database }));
      expect(await rowsOf(store)).toEqual(expectedRooms(30));
      expect(await store.checkpoint(roomDeclaration)).toBe(await log.head());
    });
  });
});
