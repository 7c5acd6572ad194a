import { describe, expect, test } from '@jest/globals';
import { createMemoryEphemeralStore, createVirtualClock } from '@rollcall/testing';
import { createLease, whileHeld } from './lease.js';

/** Two instances' leases on one store, whose time is the test's; the delays of a renewal end when it says so. */
function twoInstances() {
  const clock = createVirtualClock();
  const store = createMemoryEphemeralStore({ clock });
  const delays: (() => void)[] = [];
  const delay = (_ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      delays.push(resolve);
      signal?.addEventListener('abort', () => resolve());
    });
  const lease = (holder: string) => createLease(store, { name: 'import', holder });
  const { signal } = new AbortController();
  return { clock, delays, one: lease('one'), two: lease('two'), ports: { delay, signal } };
}

describe('work under a lease', () => {
  test('KRN-14 is begun by one instance, and by the other when that has ended it', async () => {
    const { one, two, ports } = twoInstances();
    const done: string[] = [];
    const working = Promise.withResolvers<void>();
    const first = whileHeld(one, () => working.promise.then(() => void done.push('one')), ports);
    expect(await whileHeld(two, async () => void done.push('two'), ports)).toBe(false);
    working.resolve();
    expect(await first).toBe(true);
    expect(await whileHeld(two, async () => void done.push('two'), ports)).toBe(true);
    expect(done).toEqual(['one', 'two']);
  });

  test('KRN-14 keeps it as long as it takes, and is told when it was lost all the same', async () => {
    const { clock, delays, one, two, ports } = twoInstances();
    const lost = Promise.withResolvers<void>();
    const first = whileHeld(
      one,
      (signal) => new Promise((end) => signal.addEventListener('abort', () => end())),
      ports,
    );
    void first.then(() => lost.resolve());
    while (delays.length < 1) await Promise.resolve();
    clock.advance(one.heldForMs - 1);
    delays[0]!();
    while (delays.length < 2) await Promise.resolve();
    clock.advance(one.heldForMs - 1);
    expect(await two.take()).toBe(false);
    // It was held up for too long: somebody else is at it now.
    clock.advance(1);
    expect(await two.take()).toBe(true);
    delays[1]!();
    await lost.promise;
    expect(await two.take()).toBe(true);
  });

  test('KRN-14 that fails gives it back', async () => {
    const { one, two, ports } = twoInstances();
    await expect(whileHeld(one, () => Promise.reject(new RangeError('broken')), ports)).rejects.toThrow('broken');
    expect(await two.take()).toBe(true);
  });
});
