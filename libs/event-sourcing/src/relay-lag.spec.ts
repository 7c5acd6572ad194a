import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  commandContext,
  createMemoryCheckpoints,
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
  type VirtualClock,
  newEvents,
  roomRelay,
  roomStream,
  withChanges,
} from '@rollcall/testing';
import type { EventStore } from './event-store.js';
import { type RelayRun, startRelay } from './relay-runner.js';

let log: EventStore;
let clock: VirtualClock;
let gate: PromiseWithResolvers<void> | undefined;
beforeEach(() => {
  log = createMemoryEventStore({ cryptography: createTestCryptography() });
  clock = createVirtualClock();
  gate = undefined;
});

/** A relay whose publications wait while there is a gate. */
const start = (changes: Partial<EventStore> = {}): RelayRun =>
  startRelay({
    relay: roomRelay,
    log: withChanges(log, changes),
    checkpoints: createMemoryCheckpoints(),
    bus: { publish: async () => gate?.promise },
    cryptography: createTestCryptography(),
    clock,
    delay: () => new Promise((resolve) => setImmediate(resolve)),
    lease: { heldForMs: 1, take: async () => true, release: async () => {} },
  });
const open = (room: string) =>
  log.append([
    {
      stream: roomStream(room),
      expected: 'no-stream',
      events: newEvents({ type: 'RoomOpened', data: { name: room, seats: 9 } }),
    },
  ]);

describe('STO-8 how far publications are behind', () => {
  test('STO-8 does not depend on when the cause of an event happened', async () => {
    const relay = start();
    await open('a');
    await relay.quiet();
    // Long after what its context says.
    clock.advance(60 * 60_000);
    expect(clock.now().getTime() - commandContext().occurredAt.getTime()).toBeGreaterThan(60_000);
    gate = Promise.withResolvers();
    await open('b');
    while (!relay.behindSince()) await new Promise(setImmediate);
    expect(relay.behindSince()).toEqual(clock.now());
    gate.resolve();
    await relay.quiet();
    expect(relay.behindSince()).toBeUndefined();
    await relay.stop();
  });

  test('STO-8 grows while nothing gets through, and is gone when all has', async () => {
    const relay = start();
    await relay.quiet();
    const before = clock.now();
    expect(await relay.publishedUntil()).toEqual(before);
    gate = Promise.withResolvers();
    await open('a');
    while (!relay.behindSince()) await new Promise(setImmediate);
    clock.advance(7_000);
    expect(await relay.publishedUntil()).toEqual(before);
    gate.resolve();
    await relay.quiet();
    expect(await relay.publishedUntil()).toEqual(clock.now());
    await relay.stop();
  });

  test('STO-8 shows what the relay was never told of', async () => {
    const deaf: EventStore['follow'] = async function* ({ signal }) {
      // It has reached the end, and hears nothing after that, as over a connection that has died unnoticed.
      yield { kind: 'caught-up', position: '0' as never };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const relay = start({ follow: deaf });
    while (relay.status !== 'live') await new Promise(setImmediate);
    const before = clock.now();
    expect(await relay.publishedUntil()).toEqual(before);
    await open('a');
    clock.advance(6_000);
    expect(await relay.publishedUntil()).toEqual(before);
    await relay.stop();
  });
});
