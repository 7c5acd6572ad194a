import { describe, expect, test } from '@jest/globals';
import type { Clock, EphemeralStore } from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import type { Place } from './place.js';
import { usePlaces } from './place.js';
import { createVirtualClock } from './virtual-clock.js';

/** What an adapter brings to the suite; it must keep time by the clock it is given. */
export type EphemeralStoreContract = Readonly<{ place: (clock: Clock) => Promise<Place<EphemeralStore>> }>;

/** The contract of the ephemeral store port (KRN-14): every adapter passes it. */
export function ephemeralStoreSuite(name: string, { place }: EphemeralStoreContract): void {
  describe(`ephemeral store: ${name}`, () => {
    const clock = createVirtualClock();
    const open = usePlaces(() => place(clock));

    test('KRN-14 a value is written only over the expected one, and compared by what it says', async () => {
      const { port: store } = await open();
      const since = new Date('2026-01-01T00:00:00Z');
      const first: object = {
        state: 'running',
        since: new Date('2026-01-01T00:00:00Z'),
        parts: [1, { b: 1n, a: null }],
      };
      expect(await store.get('k')).toBeUndefined();
      expect(await store.compareAndSet('k', { state: 'done' }, first, 1_000)).toBe(false);
      expect(await store.compareAndSet('k', undefined, first, 1_000)).toBe(true);
      expect(await store.get('k')).toEqual(first);
      expect(await store.compareAndSet('k', undefined, { state: 'again' }, 1_000)).toBe(false);

      const same: object = { parts: [1, { a: null, b: 1n }], since, state: 'running' };
      expect(await store.compareAndSet('k', same, { state: 'done' }, 1_000)).toBe(true);
      expect(await store.get('k')).toEqual({ state: 'done' });
      expect(await store.compareAndSet('k', { state: 'done' }, undefined, 1_000)).toBe(true);
      expect(await store.get('k')).toBeUndefined();
    });

    test('KRN-14 of many who set the same key one wins', async () => {
      const { port: store, open: again } = await open();
      const other = await again();
      const racers = Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? store : other).compareAndSet('k', undefined, index, 1_000),
      );
      expect((await Promise.all(racers)).filter(Boolean)).toHaveLength(1);
    });

    test('KRN-14 an entry ends with its time to live', async () => {
      const { port: store } = await open();
      await store.compareAndSet('k', undefined, 'value', 1_000);
      clock.advance(999);
      expect(await store.get('k')).toBe('value');
      clock.advance(1);
      expect(await store.get('k')).toBeUndefined();
      expect(await store.compareAndSet('k', undefined, 'next', 1_000)).toBe(true);
    });

    test('KRN-14 a count starts anew when the time of its first increment is over', async () => {
      const { port: store } = await open();
      expect(await store.increment('n', 1_000)).toBe(1);
      clock.advance(900);
      expect(await store.increment('n', 1_000)).toBe(2);
      expect(await store.get('n')).toBe(2);
      clock.advance(100);
      expect(await store.increment('n', 1_000)).toBe(1);
    });

    test('KRN-14 no increment is lost among many', async () => {
      const { port: store, open: again } = await open();
      const other = await again();
      await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 ? store : other).increment('n', 1_000)));
      expect(await store.get('n')).toBe(100);
    });

    test('a closed store refuses every call', async () => {
      const { port: store } = await open();
      await store.close();
      await expect(store.get('k')).rejects.toBeInstanceOf(StoreClosed);
      await expect(store.increment('k', 1)).rejects.toBeInstanceOf(StoreClosed);
    });
  });
}
