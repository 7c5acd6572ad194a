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
  takeSeat,
  type RoomCommand,
} from '@rollcall/testing';
import { claimDecider } from './claim.js';
import { claimStream } from './canonical.js';
import { createCommandHandler, type CommandHandlerOptions } from './command-handler.js';
import { CommandTimedOut, decideOne, type Command, type Outcome } from './command.js';
import { VersionConflict, type EventStore, type StreamWrite } from './event-store.js';
import { streamVersion, type StreamName, type StreamVersion } from './message.js';
import type { Message } from './message.js';

const cryptography = createTestCryptography();
let store: EventStore;
/** Every append and every read of the handlers under test. */
let appends: (readonly StreamWrite[])[];
let reads: StreamName[];
beforeEach(() => {
  store = createMemoryEventStore({ cryptography });
  appends = [];
  reads = [];
});

const watched = (): Pick<EventStore, 'append' | 'readStream'> => ({
  append: (writes, ticket) => {
    appends.push(writes);
    return store.append(writes, ticket);
  },
  readStream: <E extends Message>(stream: StreamName, options?: { after?: StreamVersion }) => {
    reads.push(stream);
    return store.readStream<E>(stream, options);
  },
});
const createHandler = (options: Partial<CommandHandlerOptions> = {}) =>
  createCommandHandler({ store: watched(), cryptography, clock: createVirtualClock(), random: () => 0, ...options });

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

describe('the outcome of a command', () => {
  test('KRN-02 a refusal is returned, and writes nothing', async () => {
    expect(await createHandler()(rename('Blue'), commandContext())).toMatchObject({
      ok: false,
      rejection: { rejected: 'room-not-found', reason: expect.stringMatching(/room/) },
    });
    expect(appends).toEqual([]);
  });

  test('KRN-02 what breaks inside a decision is thrown', async () => {
    const broken: Command = {
      addressed: red,
      decide: () => {
        throw new RangeError('broken');
      },
    };
    await expect(createHandler()(broken, commandContext())).rejects.toThrow(RangeError);
  });

  test('KRN-06 events carry who, when and why', async () => {
    const context = commandContext({
      siteId: 'montreal',
      subject: { kind: 'user', id: 'zoe' },
      traceparent: '00-1-2-03',
    });
    const outcome = await createHandler()(openRoom(2), context);
    const [event] = await Array.fromAsync(store.readStream(red));
    expect(event).toMatchObject({
      type: 'RoomOpened',
      data: { name: 'Red', seats: 2 },
      version: 0n,
      metadata: context,
    });
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && outcome.written.get(red)).toMatchObject({
      version: 0n,
      events: [{ id: event!.id, version: 0n }],
    });
  });
});

describe('the command id', () => {
  test('KRN-04 redelivery returns the first effect, also to a new process and whatever version is named', async () => {
    const handle = createHandler();
    await handle(openRoom(2), commandContext());
    const context = commandContext({ expected: streamVersion(0) });
    const first = await handle(rename('Blue'), context);
    await handle(rename('Green'), commandContext());
    for (const again of [await handle(rename('Blue'), context), await createHandler()(rename('Blue'), context)]) {
      expect(again).toMatchObject(first);
    }
    expect(await typesIn(red)).toEqual(['RoomOpened', 'RoomRenamed', 'RoomRenamed']);
  });

  test('KRN-04 twins at the same time have one effect', async () => {
    const handle = createHandler();
    await handle(openRoom(2), commandContext());
    const context = commandContext();
    const [one, other] = await Promise.all([handle(rename('Blue'), context), handle(rename('Blue'), context)]);
    expect(other).toMatchObject(one);
    expect(await typesIn(red)).toEqual(['RoomOpened', 'RoomRenamed']);
  });

  test('KRN-04 an id older than 10,000 events is found in the whole stream, which is read only for a command that old', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute));
    const handle = createHandler();
    await handle(openRoom(1), commandContext({ occurredAt: at(0) }));
    const old = commandContext({ occurredAt: at(1) });
    const first = await handle(rename('Blue'), old);
    const many: Command = {
      addressed: red,
      decide: (get) => {
        get(room, red);
        return new Map([
          [red, Array.from({ length: 2_001 }, (_, n) => ({ type: 'RoomRenamed', data: { name: `${n}` } }))],
        ]);
      },
    };
    for (let n = 0; n < 5; n += 1) await handle(many, commandContext({ occurredAt: at(2) }));
    reads = [];
    await handle(rename('Young'), commandContext({ occurredAt: at(3) }));
    expect(reads).toEqual([]);
    expect(await handle(rename('Blue'), old)).toMatchObject(first);
    expect(reads).toEqual([red]);
    await handle(rename('Old, but new'), commandContext({ occurredAt: at(1) }));
    expect(reads).toEqual([red, red]);
    expect((await typesIn(red)).length).toBe(2 + 5 * 2_001 + 2);
  });

  test('KRN-04 a lost answer and a retry give one effect', async () => {
    let lost = false;
    const losing = watched();
    const handle = createHandler({
      store: {
        ...losing,
        append: async (writes, ticket) => {
          const appended = await losing.append(writes, ticket);
          if (lost) throw new Error('connection reset');
          return appended;
        },
      },
    });
    await handle(openRoom(2), commandContext());
    const context = commandContext();
    lost = true;
    await expect(handle(rename('Blue'), context)).rejects.toThrow('connection reset');
    lost = false;
    expect(await handle(rename('Blue'), context)).toMatchObject({ ok: true });
    expect(await typesIn(red)).toEqual(['RoomOpened', 'RoomRenamed']);
  });

  test('KRN-04 a decision that would leave its id nowhere is a mistake', async () => {
    const handle = createHandler();
    const elsewhere: Command = {
      addressed: guestStream('a'),
      decide: (get) => {
        get(guest, guestStream('a'));
        get(room, red);
        return new Map([[red, [{ type: 'RoomRenamed', data: { name: 'Blue' } }]]]);
      },
    };
    await expect(handle(elsewhere, commandContext())).rejects.toThrow('left its id nowhere');
  });
});

describe('several streams', () => {
  test('KRN-03 are written together or not at all', async () => {
    const handle = createHandler();
    await handle(openRoom(1), commandContext());
    for (const id of ['a', 'b']) {
      const arrive = decideOne(guest, guestStream(id), { type: 'Arrive', data: { guestId: id, name: id } });
      await handle(arrive, commandContext());
    }
    const outcomes = [
      await handle(takeSeat('red', 'a'), commandContext()),
      await handle(takeSeat('red', 'b'), commandContext()),
    ];
    expect(outcomes.map(code)).toEqual(['ok', 'no-seat-left']);
    expect(await typesIn(guestStream('b'))).toEqual(['GuestArrived']);
    expect(await typesIn(red)).toEqual(['RoomOpened', 'SeatTaken']);
  });

  test('KRN-03 a decision that writes what it has not looked at is a mistake', async () => {
    const blind: Command = {
      addressed: red,
      decide: () => new Map([[red, [{ type: 'RoomRenamed', data: { name: 'x' } }]]]),
    };
    await expect(createHandler()(blind, commandContext())).rejects.toThrow('without having looked at');
  });

  test('KRN-01 a stream has one decider', async () => {
    const handle = createHandler();
    await handle(openRoom(1), commandContext());
    await expect(handle(decideOne(guest, red, { type: 'StandUp', data: {} }), commandContext())).rejects.toThrow(
      'two different deciders',
    );
  });
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
    appends = [];
    const outcomes = await Promise.all(Array.from({ length: 600 }, (_, n) => handle(sit(`${n}`), commandContext())));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(500);
    expect(outcomes.slice(500).map(code)).toEqual(Array.from({ length: 100 }, () => 'no-seat-left'));
    expect(appends).toHaveLength(500);
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
    const passing = watched();
    let closed = false;
    const handle = createHandler({
      store: {
        ...passing,
        append: async (writes, ticket) => {
          if (closed) await gate.promise;
          return passing.append(writes, ticket);
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
        ...watched(),
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
  test('KRN-05 reads a stream once, and again only when it was forgotten or used longest ago', async () => {
    const handle = createHandler({ cacheSize: 2 });
    await handle(openRoom(9), commandContext());
    await handle(sit('a'), commandContext());
    expect(reads).toEqual([red]);
    const arrive = (id: string) =>
      handle(decideOne(guest, guestStream(id), { type: 'Arrive', data: { guestId: id, name: id } }), commandContext());
    for (const id of ['b', 'c']) await arrive(id);
    await handle(sit('d'), commandContext());
    expect(reads.filter((stream) => stream === red)).toHaveLength(2);
    handle.forget(red);
    await handle(sit('e'), commandContext());
    expect(reads.filter((stream) => stream === red)).toHaveLength(3);
  });
});
