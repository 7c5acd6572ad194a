import { expect, test } from '@jest/globals';
import { createVirtualClock, ephemeralStoreSuite } from '@rollcall/testing';
import { mkdtempDisposableSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteEphemeralStore } from './ephemeral-store.js';

const prefix = join(tmpdir(), 'rollcall-ephemeral-');

ephemeralStoreSuite('SQLite', {
  place: async (clock) => {
    const folder = await mkdtemp(prefix);
    return {
      open: async () => createSqliteEphemeralStore({ file: join(folder, 'ephemeral.sqlite'), clock }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
});

test('KRN-14 a full store drops what is closest to its end', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const clock = createVirtualClock();
  const store = createSqliteEphemeralStore({ file: join(folder.path, 'a.sqlite'), clock, capacity: 100 });
  for (let index = 0; index < 150; index += 1) await store.compareAndSet(`k${index}`, undefined, index, 1_000 + index);
  expect(await store.get('k0')).toBeUndefined();
  expect(await store.get('k149')).toBe(149);
  const kept = await Promise.all(Array.from({ length: 150 }, (_, index) => store.get(`k${index}`)));
  const count = kept.filter((value) => value !== undefined).length;
  expect(count).toBeLessThanOrEqual(100);
  expect(count).toBeGreaterThan(90);
  await store.close();
});
