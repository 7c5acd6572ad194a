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
  watchedEventStore,
  type RoomCommand,
  type WatchedEventStore,
} from '@rollcall/testing';
import { createCommandHandler, type CommandHandlerOptions } from './command-handler.js';
import { decideOne, type Command, type Outcome } from './command.js';
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
    expect(store.appends).toEqual([]);
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

  test('KRN-04 an id of long ago is found in the whole stream, which is read only for a command that old', async () => {
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
    for (let n = 0; n < 10; n += 1) await handle(many, commandContext({ occurredAt: at(2) }));
    store.reads.length = 0;
    await handle(rename('Young'), commandContext({ occurredAt: at(3) }));
    expect(store.reads).toEqual([]);
    expect(await handle(rename('Blue'), old)).toMatchObject(first);
    expect(store.reads).toEqual([red]);
    await handle(rename('Old, but new'), commandContext({ occurredAt: at(1) }));
    expect(store.reads).toEqual([red, red]);
    expect((await typesIn(red)).length).toBe(2 + 10 * 2_001 + 2);
  });

  test('KRN-04 a lost answer and a retry give one effect', async () => {
    let lost = false;
    const handle = createHandler({
      store: {
        ...store,
        append: async (writes, ticket) => {
          const appended = await store.append(writes, ticket);
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

test('KRN-05 a decision that leaves its id nowhere, because it saw states of different ages, is made again', async () => {
  const [lagging, other] = [createHandler(), createHandler()];
  const a = guestStream('a');
  // Renames the room for whoever has not arrived yet: with the newest state of the guest there is nothing to write.
  const greet: Command = {
    addressed: a,
    decide: (get) => {
      const arrived = get(guest, a).status !== 'unknown';
      get(room, red);
      return arrived ? new Map() : new Map([[red, [{ type: 'RoomRenamed', data: { name: 'Welcome' } }]]]);
    },
  };
  await lagging(openRoom(1), commandContext());
  await expect(lagging(greet, commandContext())).rejects.toThrow('left its id nowhere');
  await other(decideOne(guest, a, { type: 'Arrive', data: { guestId: 'a', name: 'Ada' } }), commandContext());
  expect(await lagging(greet, commandContext())).toEqual({ ok: true, written: new Map() });
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
