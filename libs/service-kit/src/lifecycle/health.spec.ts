import { expect, test } from '@jest/globals';
import type { Follower } from './followers.js';
import { Health } from './health.js';

const follower = (name: string, failed: () => boolean): Follower => ({
  name,
  role: 'handler',
  failed,
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

test('a follower that died makes the process not worth keeping, by name', () => {
  const health = new Health();
  expect(health.live).toBe(true);
  health.watch([follower('relay', () => false), follower('rows', () => true)]);
  expect(health).toMatchObject({ live: false, dead: ['rows'] });
});
