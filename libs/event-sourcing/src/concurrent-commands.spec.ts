import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  commandContext,
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
  guest,
  guestStream,
  room,
  roomStream,
  watchedEventStore,
  type RoomCommand,
  type WatchedEventStore,
} from '@rollcall/testing';
import { claimStream } from './canonical.js';
import { claimDecider } from './claim.js';
import { createCommandHandler, type CommandHandlerOptions } from './command-handler.js';
import { CommandTimedOut, decideOne, type Command, type Outcome } from './command.js';
import { DependencyAway, VersionConflict } from './event-store.js';
import { isRejection } from './rejection.js';
import { streamVersion, type StreamName } from './message.js';

const cryptography = createTestCryptography();
let store: WatchedEventStore;
beforeEach(() => {
  store = watchedEventStore(createMemoryEventStore({ cryptography }));
});
const createHandler = (options: Partial<CommandHandlerOptions> = {}) =>
  createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0, ...options });

const red = roomStream('red');
const inRoom = (command: RoomCommand): Command => decideOne(room, red, command);
const openRoom = (seats: number) => inRoom({ type: 'OpenRoom', data: { name: 'Red', seats } });
const rename = (name: string) => inRoom({ type: 'RenameRoom', data: { name } });
const sit = (guestId: string) => inRoom({ type: 'TakeSeat', data: { guestId } });

const typesIn = async (stream: StreamName): Promise<readonly string[]> => {
  const types: string[] = [];
  for await (const { type } of store.readStream(stream)) types.push(type);
  return types;
};
const code = (outcome: Outcome): string => (outcome.ok ? 'ok' : outcome.rejection.rejected);

test('KRN-05 a decision that cannot be made yet is made again when another instance has changed what it looked at', async () => {
  const [one, two] = [createHandler(), createHandler()];
  const arrive: Command = {
    addressed: guestStream('zoe'),
    decide: (get) => {
      if (get(room, red).status === 'missing') throw new DependencyAway('The room is not known yet.');
      const arrived = guest.decide(
        { type: 'Arrive', data: { guestId: 'zoe', name: 'Zoë' } },
        get(guest, guestStream('zoe')),
      );
      return isRejection(arrived) ? arrived : new Map([[guestStream('zoe'), arrived]]);
    },
  };
  await expect(one(arrive, commandContext())).rejects.toBeInstanceOf(DependencyAway);
  await two(openRoom(2), commandContext());
  // Its own cache still says that there is no room.
  expect(await one(arrive, commandContext())).toMatchObject({ ok: true });
});

describe('a claim', () => {
  const claim = claimDecider({ claimed: 'NameClaimed', released: 'NameReleased', taken: ['name-taken', 'Taken.'] });
  const stream = claimStream(cryptography, 'example.name-claim', 'zoe');
  const ask = (type: 'Claim' | 'Release', owner: string) => decideOne(claim, stream, { type, data: { owner } });

  test('KRN-03 50 racers over two instances: one winner', async () => {
    const handlers = [createHandler(), createHandler()];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => handlers[n % 2]!(ask('Claim', `racer-${n}`), commandContext())),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.filter(({ ok }) => !ok).map(code))).toEqual(new Set(['name-taken']));
    expect(await typesIn(stream)).toEqual(['NameClaimed']);
  });

  test('KRN-03 released, it can be claimed again; only its owner releases it', async () => {
    const handle = createHandler();
    const answers = [];
    for (const command of [
      ask('Claim', 'a'),
      ask('Release', 'b'),
      ask('Claim', 'b'),
      ask('Release', 'a'),
      ask('Claim', 'b'),
    ]) {
      answers.push(code(await handle(command, commandContext())));
    }
    expect(answers).toEqual(['ok', 'ok', 'name-taken', 'ok', 'ok']);
    expect(await typesIn(stream)).toEqual(['NameClaimed', 'NameReleased', 'NameClaimed']);
  });
});

describe('commands of one process', () => {
  test('KRN-05 are decided on each other before anything is stored, and never conflict', async () => {
    const handle = createHandler();
    await handle(openRoom(500), commandContext());
    store.appends.length = 0;
    const outcomes = await Promise.all(Array.from({ length: 600 }, (_, n) => handle(sit(`${n}`), commandContext())));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(500);
    expect(outcomes.slice(500).map(code)).toEqual(Array.from({ length: 100 }, () => 'no-seat-left'));
    expect(store.appends).toHaveLength(500);
    expect((await typesIn(red)).length).toBe(501);
  });

  test('KRN-05 what was decided on an append that failed is decided again', async () => {
    const handle = createHandler();
    await handle(openRoom(2), commandContext());
    await createHandler()(sit('foreign'), commandContext());
    const outcomes = await Promise.all(['a', 'b'].map((id) => handle(sit(id), commandContext())));
    expect(outcomes.map(code)).toEqual(['ok', 'no-seat-left']);
    expect(await typesIn(red)).toEqual(['RoomOpened', 'SeatTaken', 'SeatTaken']);
  });

  test('KRN-05 an answer without an append knows what others have written', async () => {
    const here = createHandler();
    const there = createHandler();
    await here(openRoom(1), commandContext());
    await here(sit('a'), commandContext());
    await there(inRoom({ type: 'GiveSeatBack', data: { guestId: 'a' } }), commandContext());
    expect(code(await here(sit('b'), commandContext()))).toBe('ok');
  });

  test('KRN-05 an answer without an append waits for what it was decided on', async () => {
    const gate = Promise.withResolvers<void>();
    let closed = false;
    const handle = createHandler({
      store: {
        ...store,
        append: async (writes, ticket) => {
          if (closed) await gate.promise;
          return store.append(writes, ticket);
        },
      },
    });
    await handle(openRoom(1), commandContext());
    closed = true;
    const answers: string[] = [];
    const first = handle(sit('a'), commandContext()).then(() => answers.push('a sits'));
    const second = handle(sit('b'), commandContext()).then(() => answers.push('b was refused'));
    gate.resolve();
    await Promise.all([first, second]);
    expect(answers).toEqual(['a sits', 'b was refused']);
  });
});

describe('conflicts with other instances', () => {
  test('KRN-05 a named version that is no longer the newest is refused', async () => {
    const here = createHandler();
    await here(openRoom(1), commandContext());
    const seen = commandContext({ expected: streamVersion(0) });
    await createHandler()(rename('Blue'), commandContext());
    expect(await here(rename('Green'), seen)).toMatchObject({
      ok: false,
      rejection: { rejected: 'stale-version', details: { expected: '0', actual: '1' } },
    });
    expect(code(await here(rename('Green'), commandContext({ expected: streamVersion(1) })))).toBe('ok');
  });

  test('KRN-05 are retried with growing pauses until the deadline', async () => {
    const clock = createVirtualClock();
    const start = clock.now().getTime();
    const pauses: number[] = [];
    const handle = createHandler({
      clock: {
        now: () => clock.now(),
        sleepUntil: async (until) => {
          pauses.push(until.getTime() - clock.now().getTime());
          clock.advance(pauses.at(-1)!);
        },
      },
      random: () => 0.999,
      store: {
        ...store,
        append: (writes) => Promise.reject(new VersionConflict(writes[0]!.stream, 'no-stream', streamVersion(0))),
      },
    });
    await expect(handle(openRoom(1), commandContext())).rejects.toThrow(CommandTimedOut);
    expect(clock.now().getTime() - start).toBeGreaterThanOrEqual(5_000);
    expect(clock.now().getTime() - start).toBeLessThan(5_200);
    expect(pauses[0]).toBeLessThan(pauses[3]!);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(100);
  });
});

describe('the cache', () => {
  test('KRN-05 reads a stream once, and again only when all were forgotten or used longest ago', async () => {
    const handle = createHandler({ cacheSize: 2 });
    await handle(openRoom(9), commandContext());
    await handle(sit('a'), commandContext());
    expect(store.reads).toEqual([red]);
    const arrive = (id: string) =>
      handle(decideOne(guest, guestStream(id), { type: 'Arrive', data: { guestId: id, name: id } }), commandContext());
    for (const id of ['b', 'c']) await arrive(id);
    await handle(sit('d'), commandContext());
    expect(store.reads.filter((stream) => stream === red)).toHaveLength(2);
    handle.forget();
    await handle(sit('e'), commandContext());
    expect(store.reads.filter((stream) => stream === red)).toHaveLength(3);
  });
});
