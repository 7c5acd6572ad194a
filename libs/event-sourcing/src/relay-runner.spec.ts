import { describe, expect, test } from '@jest/globals';
import {
  commandContext,
  createMemoryCheckpoints,
  createMemoryEphemeralStore,
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
  relaySpecification,
  room,
  roomRelay,
  roomStream,
  silentChanges,
} from '@rollcall/testing';
import type { RoomCommand, RoomEvent } from '@rollcall/testing';
import fc from 'fast-check';
import type { Envelope } from './bus.js';
import { createCommandHandler } from './command-handler.js';
import type { Outcome } from './command.js';
import { decideOne } from './command.js';
import { publishedFacets } from './consistency-token.js';
import { StoreClosed } from './event-store.js';
import { createFacetFolds } from './facet-folds.js';
import { createLease } from './lease.js';
import type { Lease } from './lease.js';
import { ContractBroken } from './message-codec.js';
import type { Recorded } from './message.js';
import type { Relay } from './relay.js';
import type { RelayPorts, RelayRun } from './relay-runner.js';
import { startRelay } from './relay-runner.js';

const opened = { type: 'RoomOpened', data: { name: 'Blue', seats: 9 } } as const;
const roomHistories = fc
  .array(
    fc.oneof(
      fc.record({ type: fc.constant('RoomRenamed' as const), data: fc.record({ name: fc.string() }) }),
      fc.record({ type: fc.constantFrom('SeatTaken', 'SeatGivenBack'), data: fc.record({ guestId: fc.uuid() }) }),
    ),
  )
  .map((events) => ({ stream: roomStream('one'), events: [opened, ...events] as readonly RoomEvent[] }));

relaySpecification(roomRelay, roomHistories);

test('KRN-09 a change of the public state that is not published is found', () => {
  const { RoomRenamed: _left, ...publish } = roomRelay.publish;
  const history = {
    stream: roomStream('one'),
    events: [opened, { type: 'RoomRenamed', data: { name: 'Red' } }] as const,
  };
  expect(silentChanges({ ...roomRelay, publish }, history)).toEqual(['RoomRenamed']);
  expect(silentChanges(roomRelay, history)).toEqual([]);
});

describe('the relay', () => {
  /** A service with an in-memory log, a relay, and a bus that notes what was published in one go. */
  function service(overrides: Partial<RelayPorts> = {}) {
    const cryptography = createTestCryptography();
    const clock = createVirtualClock();
    const ephemeral = createMemoryEphemeralStore({ clock });
    const leaseOf = (holder: string): Lease => createLease(ephemeral, { name: 'relay', holder });
    const log = createMemoryEventStore({ cryptography });
    const handle = createCommandHandler({ store: log, cryptography, clock, random: () => 0.5 });
    const published: (readonly Envelope[])[] = [];
    const bus = { publish: async (messages: readonly Envelope[]) => void published.push(messages) };
    const checkpoints = createMemoryCheckpoints();
    const delay = () => new Promise<void>((resolve) => setImmediate(resolve));
    const lease = leaseOf('one');
    const ports: RelayPorts = {
      relay: roomRelay,
      log,
      checkpoints,
      bus,
      cryptography,
      delay,
      lease,
      clock,
      ...overrides,
    };
    return {
      log,
      clock,
      leaseOf,
      ports,
      published,
      messages: () => published.flat(),
      send: (roomId: string, command: RoomCommand): Promise<Outcome> =>
        handle(decideOne(room, roomStream(roomId), command), commandContext()),
      start: (changes: Partial<RelayPorts> = {}): RelayRun => startRelay({ ...ports, ...changes }),
    };
  }
  type Service = ReturnType<typeof service>;
  const open = (it: Service, roomId: string) => it.send(roomId, { type: 'OpenRoom', data: { name: roomId, seats: 9 } });
  const rename = (it: Service, roomId: string, name: string) => it.send(roomId, { type: 'RenameRoom', data: { name } });
  const states = (messages: readonly Envelope[]) =>
    messages.map(({ facet }) => [facet?.key, facet?.version, (facet?.state as { name: string }).name]);

  test('KRN-09 what happened goes out in log order, with the state at exactly that version', async () => {
    const it = service();
    await open(it, 'a');
    await open(it, 'b');
    await rename(it, 'a', 'A1');
    await rename(it, 'a', 'A2');
    const relay = it.start();
    await relay.quiet();
    await rename(it, 'b', 'B1');
    await relay.quiet();
    await relay.stop();

    expect(states(it.messages())).toEqual([
      ['a', 0n, 'a'],
      ['b', 0n, 'b'],
      ['a', 1n, 'A1'],
      ['a', 2n, 'A2'],
      ['b', 1n, 'B1'],
    ]);
    const [first] = it.messages();
    expect(first).toMatchObject({
      type: 'rollcall.example.room-opened.v1',
      source: '/rollcall/example',
      topic: 'rollcall.example.v1',
      key: 'a',
      facet: { source: 'example', kind: 'room' },
      metadata: { actor: { kind: 'system', id: 'test' } },
    });
    expect(first?.metadata).not.toHaveProperty('commandId');
    expect(relay.status).toBe('stopped');
    await expect(relay.quiet()).resolves.toBeUndefined();
  });

  test('KRN-09 repeats are equal: ids, facets and all', async () => {
    const it = service();
    for (const name of ['a', 'b', 'c']) await open(it, name);
    for (const name of ['A', 'B', 'C']) await rename(it, name.toLowerCase(), name);
    const first = it.start();
    await first.quiet();
    await first.stop();
    const before = it.messages();
    it.published.length = 0;

    const again = it.start({ checkpoints: createMemoryCheckpoints() });
    await again.quiet();
    await again.stop();
    expect(it.messages()).toEqual(before);
    expect(new Set(before.map(({ id }) => id)).size).toBe(6);
  });

  test('KRN-09 a facet folded out of order, or after others pushed it out of memory, is the same', async () => {
    const it = service();
    for (const name of ['a', 'b']) await open(it, name);
    for (const name of ['1', '2', '3']) for (const id of ['a', 'b']) await rename(it, id, name);
    const events: Recorded[] = [];
    for (const id of ['a', 'b']) events.push(...(await Array.fromAsync(it.log.readStream(roomStream(id)))));
    const expected = await Promise.all(events.map(createFacetFolds(roomRelay, it.log).at));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(events.length - 1)), fc.integer({ min: 1, max: 3 }), async (order, limit) => {
        const folds = createFacetFolds(roomRelay, it.log, limit);
        for (const index of order) {
          // Every other one is only passed: what comes after it is still told right.
          folds.pass(events[(index + 1) % events.length]!);
          expect(await folds.at(events[index]!)).toEqual(expected[index]);
        }
      }),
    );
  });

  test('KRN-09 many messages go out at once', async () => {
    const it = service();
    await open(it, 'a');
    await Promise.all(Array.from({ length: 700 }, (_, number) => rename(it, 'a', `name ${number}`)));
    const relay = it.start();
    await relay.quiet();
    await relay.stop();
    expect(it.messages()).toHaveLength(701);
    expect(it.published.length).toBeLessThanOrEqual(4);
  });

  test('KRN-09 the checkpoint moves after the acknowledgement; a broker that is away is tried again', async () => {
    const it = service();
    await open(it, 'a');
    let failures = 3;
    const seen: string[] = [];
    const publish = async (messages: readonly Envelope[]): Promise<void> => {
      seen.push(await it.ports.checkpoints.load(roomRelay.name));
      if (failures-- > 0) throw new Error('away');
      it.published.push(messages);
    };
    const relay = it.start({ bus: { publish } });
    await relay.quiet();
    expect(seen).toEqual(['start', 'start', 'start', 'start']);
    expect(it.messages()).toHaveLength(1);
    expect(relay.behindSince()).toBeUndefined();
    expect(await it.ports.checkpoints.load(roomRelay.name)).toBe(await it.log.head());
    await relay.stop();
  });

  test('KRN-09 of two instances one publishes, and the other goes on when it stops or dies', async () => {
    const it = service();
    const names = () => it.messages().map(({ facet }) => (facet?.state as { name: string }).name);
    await open(it, 'a');
    const one = it.start();
    const two = it.start({ lease: it.leaseOf('two') });
    for (const name of ['1', '2', '3']) await rename(it, 'a', name);
    await Promise.all([one.quiet(), two.quiet()]);
    expect(names()).toEqual(['a', '1', '2', '3']);
    // The one that stood by learns at its next look that nothing is left.
    while (one.behindSince() ?? two.behindSince()) await new Promise(setImmediate);

    await one.stop();
    await rename(it, 'a', '4');
    await two.quiet();
    // Another one holds the lease and has died: until it has run out nothing goes out, and it shows.
    await two.stop();
    await it.leaseOf('dead').take();
    const three = it.start({ lease: it.leaseOf('three') });
    await rename(it, 'a', '5');
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect([names().length, three.behindSince()]).toEqual([5, expect.any(Date)]);
    expect(three.failure).toMatchObject({ message: 'Another instance publishes.' });
    it.clock.advance(15_000);
    await three.quiet();
    expect(names()).toEqual(['a', '1', '2', '3', '4', '5']);
    await three.stop();
  });

  test('G6 an acknowledgement that gets lost leads to equal duplicates, never to a gap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('stored', 'lost', 'refused'), { maxLength: 12 }), async (fates) => {
        const it = service();
        const publish = async (messages: readonly Envelope[]): Promise<void> => {
          const fate = fates.shift() ?? 'stored';
          if (fate !== 'refused') it.published.push(messages);
          if (fate !== 'stored') throw new Error(fate);
        };
        const relay = it.start({ bus: { publish } });
        await open(it, 'a');
        for (const name of ['1', '2', '3', '4']) await rename(it, 'a', name);
        await relay.quiet();
        await relay.stop();
        const unique = new Map(it.messages().map((message) => [message.id, message]));
        expect([...unique.values()].map(({ facet }) => facet?.version)).toEqual([0n, 1n, 2n, 3n, 4n]);
        for (const message of it.messages()) expect(message).toEqual(unique.get(message.id));
      }),
      { numRuns: 50 },
    );
  });

  test('KRN-10 a fault of the relay itself stops it, and says so', async () => {
    const it = service();
    await open(it, 'a');
    const broken: Relay<RoomEvent> = {
      ...roomRelay,
      publish: {
        RoomOpened: () => {
          throw new TypeError('no such field');
        },
      },
    };
    const relay = it.start({ relay: broken });
    await expect(relay.quiet()).rejects.toBeInstanceOf(StoreClosed);
    expect(relay.status).toBe('failed');
    expect(String(relay.failure)).toContain('RoomOpened');
    expect(await it.ports.checkpoints.load(roomRelay.name)).toBe('start');
  });

  test('KRN-10 a message that breaks its own contract stops the relay', async () => {
    const it = service();
    await open(it, 'a');
    const publish = () => Promise.reject(new ContractBroken('seats must be a number'));
    const relay = it.start({ bus: { publish } });
    await expect(relay.quiet()).rejects.toBeInstanceOf(StoreClosed);
    expect(relay.status).toBe('failed');
  });

  test('KRN-16 the facets of an outcome are known before the relay has published them', async () => {
    const it = service();
    const outcomes = [await open(it, 'a'), await rename(it, 'a', 'A'), await rename(it, 'a', 'A')];
    const relay = it.start();
    await relay.quiet();
    await relay.stop();
    const tokens = outcomes.map((outcome) => publishedFacets(roomRelay, outcome));
    const sent = it
      .messages()
      .map(({ facet }) => [{ source: 'example', kind: 'room', key: 'a', version: facet?.version }]);
    expect(tokens).toEqual([...sent, []]);
    const refused = await open(it, 'a');
    expect(publishedFacets(roomRelay, refused)).toEqual([]);
  });
});
