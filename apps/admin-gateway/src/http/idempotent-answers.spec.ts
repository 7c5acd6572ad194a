import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EphemeralStore } from '@rollcall/event-sourcing';
import { systemIds } from '@rollcall/service-kit';
import { createMemoryEphemeralStore, createVirtualClock } from '@rollcall/testing';
import { IdempotentAnswers } from './idempotent-answers.js';

const request = { key: 'idempotency/one', fingerprint: 'POST /people {}' };
const never = (): Promise<never> => new Promise(() => undefined);
const done = async (): Promise<string> => 'done';

describe('KRN-04 KRN-14 a request that was under way when its process was killed', () => {
  let clock: ReturnType<typeof createVirtualClock>;
  let store: EphemeralStore;
  const started = (instance: string) => new IdempotentAnswers(store, instance, systemIds);
  beforeEach(async () => {
    clock = createVirtualClock();
    store = createMemoryEphemeralStore({ clock });
    const under = Promise.withResolvers<void>();
    void started('the only one').once(request, () => {
      under.resolve();
      return never();
    });
    await under.promise;
  });

  test('runs again at once when the same process has started again, and is answered from then on', async () => {
    const again = started('the only one');
    expect(await again.once(request, done)).toBe('done');
    expect(await again.once(request, never)).toBe('done');
  });

  test('runs once, however many repeats arrive together after the start', async () => {
    const again = started('the only one');
    let runs = 0;
    const run = async (): Promise<number> => ++runs;
    const settled = await Promise.allSettled([1, 2, 3].map(() => again.once(request, run)));
    expect(runs).toBe(1);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('is still under way for another gateway, until its time is over', async () => {
    const other = started('another one');
    await expect(other.once(request, done)).rejects.toMatchObject({
      rejection: { rejected: 'command-in-progress' },
    });
    clock.advance(30_000);
    expect(await other.once(request, done)).toBe('done');
  });

  test('is not another request that comes under its key', async () => {
    const other = { ...request, fingerprint: 'POST /people {"other":true}' };
    await expect(started('the only one').once(other, done)).rejects.toMatchObject({
      rejection: { rejected: 'idempotency-key-reused' },
    });
  });
});
