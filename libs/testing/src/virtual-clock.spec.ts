import { expect, test } from '@jest/globals';
import { createVirtualClock } from './virtual-clock.js';

test('KRN-13 time passes only when it is moved, and wakes the earliest first', async () => {
  const clock = createVirtualClock();
  const start = clock.now().getTime();
  const woken: string[] = [];
  const sleep = (name: string, ms: number) => clock.sleepUntil(new Date(start + ms)).then(() => woken.push(name));
  const all = Promise.all([sleep('late', 20), sleep('early', 10), sleep('never early', 21)]);
  await sleep('at once', 0);
  expect(clock.sleepers).toBe(3);
  clock.advance(20);
  expect(clock.sleepers).toBe(1);
  clock.advance(1);
  await all;
  expect(woken).toEqual(['at once', 'early', 'late', 'never early']);
});

test('KRN-13 a sleeper wakes when it is told to stop', async () => {
  const clock = createVirtualClock();
  const stop = new AbortController();
  const asleep = clock.sleepUntil(new Date(clock.now().getTime() + 1_000), stop.signal);
  stop.abort();
  await asleep;
  expect(clock.sleepers).toBe(0);
  await clock.sleepUntil(new Date(clock.now().getTime() + 1_000), stop.signal);
});
