import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createMemoryCheckpoints,
  createMemoryEventStore,
  createTestCryptography,
  guestStream,
  newEvents,
  withChanges,
} from '@rollcall/testing';
import type { Checkpoints } from './checkpoints.js';
import { erasedSubjectOf, type ErasurePorts, startErasure } from './erasure.js';
import type { EventStore } from './event-store.js';

const delay = (_: number, signal?: AbortSignal): Promise<void> =>
  signal?.aborted ? Promise.resolve() : new Promise(setImmediate);

test('KRN-17 whom data erase stands in them', () => {
  expect(erasedSubjectOf({ data: { erasedSubject: 'person:1' } })).toBe('person:1');
  for (const data of [undefined, null, 'erasedSubject', {}, { erasedSubject: 1 }]) {
    expect(erasedSubjectOf({ data })).toBeUndefined();
  }
});

describe('an erasure', () => {
  let log: EventStore;
  let checkpoints: Checkpoints;
  let done: string[];
  beforeEach(() => {
    log = createMemoryEventStore({ cryptography: createTestCryptography() });
    checkpoints = createMemoryCheckpoints();
    done = [];
  });
  const erase = async (guest: string): Promise<void> => {
    const events = newEvents({ type: 'GuestErased', data: { erasedSubject: `guest:${guest}` } });
    await log.append([{ stream: guestStream(guest), expected: 'no-stream', events }]);
  };
  const start = (changes: Partial<ErasurePorts> = {}) =>
    startErasure({
      name: 'guests',
      types: ['GuestErased'],
      log,
      checkpoints,
      keys: { erase: async (subject) => void done.push(`key of ${subject}`) },
      forget: (subject) => void done.push(`memory of ${subject}`),
      removeFiles: async (subject) => void done.push(`files of ${subject}`),
      delay,
      ...changes,
    });
  const all = ['key of guest:a', 'memory of guest:a', 'files of guest:a'];

  test('KRN-17 destroys the key, then drops what is in memory, then removes files; once', async () => {
    await erase('a');
    for (let starts = 0; starts < 2; starts += 1) {
      await using run = start();
      await run.quiet();
    }
    expect(done).toEqual(all);
  });

  test('KRN-17 a crash before the checkpoint repeats all of it', async () => {
    await erase('a');
    const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
    const crashing = withChanges(checkpoints, {
      save: async () => {
        kill();
        throw new Error('killed');
      },
    });
    const first = start({ checkpoints: crashing });
    await killed;
    await first.stop();
    await using second = start();
    await second.quiet();
    expect(done.slice(-all.length)).toEqual(all);
  });

  test('KRN-17 files that cannot be removed yet keep no key alive, and are tried again', async () => {
    await erase('a');
    await erase('b');
    let tries = 0;
    await using run = start({
      removeFiles: async (subject) => {
        if ((tries += 1) < 3) throw new Error('The disk is away.');
        done.push(`files of ${subject}`);
      },
    });
    await run.quiet();
    expect(done.slice(0, 4)).toEqual([
      ...['key of guest:a', 'memory of guest:a'],
      ...['key of guest:b', 'memory of guest:b'],
    ]);
    expect(done.slice(-2)).toEqual(['files of guest:a', 'files of guest:b']);
  });
});
