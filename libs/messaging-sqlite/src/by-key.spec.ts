import { expect, test } from '@jest/globals';
import { UnbrokenRun, byKey } from './by-key.js';
import type { StoredMessage } from './message-log.js';

const message = (position: number, key: string): StoredMessage => ({
  ...{ topic: 'topic', partition: 0, position },
  received: { topic: 'topic', key, headers: {}, value: '' },
});

test('KRN-11 a key that takes long holds up none of its neighbours, and its own messages keep their order', async () => {
  const messages = [message(1, 'slow'), message(2, 'quick'), message(3, 'slow'), message(4, 'quick')];
  const slow = Promise.withResolvers<void>();
  const quick = Promise.withResolvers<void>();
  const done: number[] = [];
  const all = byKey(messages, async (ofOneKey) => {
    if (ofOneKey[0]!.received.key === 'slow') await slow.promise;
    done.push(...ofOneKey.map(({ position }) => position));
    if (ofOneKey[0]!.received.key === 'quick') quick.resolve();
  });
  await quick.promise;
  expect(done).toEqual([2, 4]);
  slow.resolve();
  await all;
  expect(done).toEqual([2, 4, 1, 3]);
});

test('KRN-10 when a key meets a dependency that is away, those under way finish and the failure is passed on', async () => {
  const messages = Array.from({ length: 100 }, (_, index) => message(index, String(index)));
  const finished: string[] = [];
  const begun = byKey(messages, async ([first]) => {
    const { key } = first!.received;
    await Promise.resolve();
    if (key === '0') throw new Error('away');
    finished.push(key);
  });
  await expect(begun).rejects.toThrow('away');
  expect(finished.length).toBeGreaterThan(0);
  expect(finished.length).toBeLessThan(99);
});

test('KRN-10 an offset stands behind an unbroken run, and what was handled ahead of it is not handled again', () => {
  const messages = [1, 2, 3, 4].map((position) => message(position, String(position)));
  const run = new UnbrokenRun();
  expect(run.begin(messages)).toEqual(messages);
  expect(run.add(messages[2]!)).toBeUndefined();
  expect(run.add(messages[0]!)).toBe(messages[0]);
  // The second one has failed: the next try begins behind the first.
  const again = messages.slice(1);
  expect(run.begin(again)).toEqual([messages[1], messages[3]]);
  expect(run.add(messages[1]!)).toBe(messages[2]);
  expect(run.add(messages[3]!)).toBe(messages[3]);
});
