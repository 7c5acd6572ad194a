import { expect, test } from '@jest/globals';
import type { Follower } from './followers.js';
import { Health } from './health.js';

const follower = (name: string, failed: () => boolean, role: Follower['role'] = 'consumer'): Follower => ({
  name,
  role,
  failed,
  paused: () => false,
  failure: () => undefined,
  lag: () => undefined,
  quiet: async () => {},
  stop: async () => {},
});

test('readiness is latched: reached once, only stopping takes it away', () => {
  const health = new Health();
  let failed = false;
  health.watch([follower('relay', () => failed)]);
  expect(health.ready).toBe(false);
  health.reached();
  failed = true;
  expect(health.ready).toBe(true);
  health.stop();
  expect(health.ready).toBe(false);
});

test('a consumer that died makes the process not worth keeping', () => {
  const health = new Health();
  expect(health.live).toBe(true);
  health.watch([follower('relay', () => false), follower('rows', () => true)]);
  expect(health.live).toBe(false);
});

test('KRN-10 a projection or relay that stopped over its own error is told, not restarted', () => {
  const health = new Health();
  health.watch([follower('list', () => true, 'log'), follower('relay', () => true, 'relay')]);
  expect(health).toMatchObject({
    live: true,
    failures: [
      ['list', true],
      ['relay', true],
    ],
  });
});
