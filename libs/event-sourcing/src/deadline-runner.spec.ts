import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createMemoryDeadlines,
  createMemoryEphemeralStore,
  createMemoryEventStore,
  createTestCryptography,
  createVirtualClock,
  newEvents,
  positionOf,
  roomStream,
} from '@rollcall/testing';
import type { RoomEvent, VirtualClock } from '@rollcall/testing';
import type { Command, CommandContext, CommandHandler } from './command.js';
import { startDeadlines } from './deadline-runner.js';
import type { DeadlinePorts } from './deadline-runner.js';
import type { EphemeralStore } from './ephemeral.js';
import type { EventStore } from './event-store.js';
import { createLease } from './lease.js';
import type { StreamVersion } from './message.js';
import { reject } from './rejection.js';
import type { DeadlineProjection, Deadlines } from './time.js';

const minute = 60_000;
const cryptography = createTestCryptography();

describe('deadlines', () => {
  let clock: VirtualClock;
  let log: EventStore;
  let deadlines: Deadlines;
  let ephemeral: EphemeralStore;
  let sent: { command: Command; context: CommandContext }[];
  /** A stream whose commands fail for now. */
  let away: string | undefined;
  const versions = new Map<string, StreamVersion>();

  beforeEach(() => {
    clock = createVirtualClock();
    log = createMemoryEventStore({ cryptography });
    deadlines = createMemoryDeadlines();
    ephemeral = createMemoryEphemeralStore({ clock });
    sent = [];
    away = undefined;
    versions.clear();
  });

  /** A room that was opened is closed 15 minutes later, unless somebody sits down in it. */
  const projection = (): DeadlineProjection<RoomEvent> => {
    const opened = clock.now().getTime();
    return {
      name: 'rooms',
      on: {
        RoomOpened: ({ stream, data }) => [
          {
            key: stream,
            deadline: {
              dueAt: new Date(opened + 15 * minute),
              stream,
              command: { type: 'CloseRoom', data: { name: data.name } },
            },
          },
        ],
        SeatTaken: ({ stream }) => [{ key: stream, deadline: undefined }],
      },
    };
  };
  const handle: CommandHandler = async (command, context) => {
    if (command.addressed === away) throw new Error('store away');
    sent.push({ command, context });
    return { ok: false, rejection: reject('nothing-to-do', 'Nothing to do.') };
  };
  const start = (changes: Partial<DeadlinePorts> = {}) =>
    startDeadlines({
      projection: projection(),
      log,
      deadlines,
      clock,
      lease: createLease(ephemeral, { name: 'rooms', holder: 'one' }),
      handle,
      command: ({ stream, command }) => ({ addressed: stream, decide: () => reject(command.type, '') }),
      cryptography,
      delay: () => new Promise(setImmediate),
      ...changes,
    });
  const append = async (room: string, ...events: RoomEvent[]): Promise<void> => {
    const stream = roomStream(room);
    const [result] = await log.append([
      { stream, expected: versions.get(room) ?? 'no-stream', events: newEvents(...events) },
    ]);
    versions.set(room, result!.version);
  };
  const opened: RoomEvent = { type: 'RoomOpened', data: { name: 'Red', seats: 1 } };
  const taken: RoomEvent = { type: 'SeatTaken', data: { guestId: 'ana' } };

  test('KRN-13 two deadlines of one stream that fall due together are two commands', async () => {
    const dueAt = new Date(clock.now().getTime() + minute);
    const deadline = { dueAt, stream: roomStream('red'), command: { type: 'CloseRoom', data: {} } };
    for (const key of ['ana', 'zoe']) await deadlines.set('rooms', key, deadline);
    await using run = start();
    clock.advance(minute);
    await run.quiet();
    expect(new Set(sent.map(({ context }) => context.commandId)).size).toBe(2);
  });

  test('KRN-13 a runner that was overtaken leaves the deadlines of the one ahead alone', async () => {
    await append('red', opened);
    await using run = start();
    await run.quiet();
    const head = await log.head();
    await deadlines.save('rooms', head, positionOf(1_000));
    await append('red', taken);
    await run.quiet();
    expect(await deadlines.next('rooms')).toEqual(new Date(clock.now().getTime() + 15 * minute));
  });

  test('KRN-13 a command is sent when it is due, not before, and once', async () => {
    await append('red', opened);
    await using run = start();
    await run.quiet();
    clock.advance(15 * minute - 1);
    await run.quiet();
    expect(sent).toEqual([]);
    clock.advance(1);
    await run.quiet();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      command: { addressed: roomStream('red') },
      context: { actor: { kind: 'system' }, occurredAt: clock.now() },
    });
    clock.advance(60 * minute);
    await run.quiet();
    expect(sent).toHaveLength(1);
    expect(await deadlines.next('rooms')).toBeUndefined();
  });

  test('KRN-13 it is sent by moving the clock alone', async () => {
    await append('red', opened);
    await using run = start();
    await run.follower.quiet();
    for (let moved = 0; sent.length === 0 && moved < 60;) {
      await new Promise(setImmediate);
      if (clock.sleepers === 0) continue;
      clock.advance(minute);
      moved += 1;
    }
    expect(sent).toHaveLength(1);
  });

  test('KRN-13 an event that clears it in time, and it is not sent', async () => {
    await append('red', opened);
    await using run = start();
    await run.quiet();
    await append('red', taken);
    await run.quiet();
    clock.advance(60 * minute);
    await run.quiet();
    expect(sent).toEqual([]);
  });

  test('KRN-13 sent again after a crash it is the same command', async () => {
    await append('red', opened);
    const same = projection();
    {
      await using run = start({ projection: same, deadlines: { ...deadlines, sent: async () => undefined } });
      clock.advance(15 * minute);
      await run.quiet();
    }
    clock.advance(5 * minute);
    await using again = start({ projection: same });
    await again.quiet();
    const contexts = sent.map(({ context }) => context);
    expect(contexts.length).toBeGreaterThan(1);
    expect(new Set(contexts.map(({ commandId }) => commandId)).size).toBe(1);
    expect(new Set(contexts.map(({ occurredAt }) => occurredAt.getTime())).size).toBe(1);
  });

  test('KRN-13 what could not be sent is tried again, and holds up no other', async () => {
    await append('red', opened);
    await append('blue', opened);
    away = roomStream('red');
    await using run = start();
    clock.advance(15 * minute);
    await run.quiet();
    expect(sent.map(({ command }) => command.addressed)).toEqual([roomStream('blue')]);
    expect(run.failure).toMatchObject({ message: 'store away' });
    away = undefined;
    clock.advance(1_000);
    await run.quiet();
    expect(sent.map(({ command }) => command.addressed).toSorted()).toEqual(['blue', 'red'].map(roomStream));
    expect(run.failure).toBeUndefined();
  });

  test('KRN-13 a hundred that cannot be sent starve nothing that is due later, and are tried ever less often', async () => {
    const dueAt = (minutes: number) => new Date(clock.now().getTime() + minutes * minute);
    const close = { type: 'CloseRoom', data: {} };
    away = roomStream('red');
    for (let number = 0; number < 150; number += 1) {
      await deadlines.set('rooms', `red-${number}`, { dueAt: dueAt(1), stream: roomStream('red'), command: close });
    }
    await deadlines.set('rooms', 'blue', { dueAt: dueAt(2), stream: roomStream('blue'), command: close });
    let tries = 0;
    await using run = start({ handle: async (...given) => ((tries += 1), handle(...given)) });
    clock.advance(2 * minute);
    await run.quiet();
    expect(sent.map(({ command }) => command.addressed)).toEqual([roomStream('blue')]);
    tries = 0;
    for (let seconds = 0; seconds < 600; seconds += 5) {
      clock.advance(5_000);
      await run.quiet();
    }
    expect(tries / 150).toBeGreaterThan(8);
    expect(tries / 150).toBeLessThan(12);
    away = undefined;
    clock.advance(minute);
    await run.quiet();
    expect(sent).toHaveLength(151);
  });

  test('KRN-13 a projection’s deadlines are sent by nobody else', async () => {
    const deadline = { dueAt: clock.now(), stream: roomStream('red'), command: { type: 'Greet', data: {} } };
    await deadlines.set('guests', 'ana', deadline);
    await using run = start();
    clock.advance(minute);
    await run.quiet();
    expect(sent).toEqual([]);
    expect(await deadlines.next('guests')).toEqual(deadline.dueAt);
  });

  test('KRN-13 of two instances the one with the lease sends; the other takes over when that has gone', async () => {
    await append('red', opened);
    const same = projection();
    const lease = (holder: string) => createLease(ephemeral, { name: 'rooms', holder });
    const by: string[] = [];
    const sendBy =
      (name: string): CommandHandler =>
      async (...given) => {
        by.push(name);
        return handle(...given);
      };
    const one = start({ projection: same, lease: lease('one'), handle: sendBy('one') });
    await one.quiet();
    await using two = start({ projection: same, lease: lease('two'), handle: sendBy('two') });
    await two.quiet();
    clock.advance(15 * minute);
    await one.quiet();
    await two.quiet();
    expect(by).toEqual(['one']);

    await one.stop();
    await append('blue', opened);
    await two.quiet();
    clock.advance(60 * minute);
    await two.quiet();
    expect(by).toEqual(['one', 'two']);
  });

  test('KRN-10 an error of the projection stops it and shows', async () => {
    await append('red', opened);
    const broken: DeadlineProjection<RoomEvent> = {
      name: 'rooms',
      on: {
        RoomOpened: () => {
          throw new Error('no time');
        },
      },
    };
    await using run = start({ projection: broken });
    await expect(run.quiet()).rejects.toThrow('has failed');
    expect(run.follower.status).toBe('failed');
  });
});
