import { expect, test } from '@jest/globals';
import type { ReadYourWrites, ServiceClient } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { Freshness } from '../src/access/freshness.js';

/** A view whose bus and services a test moves by hand. */
function setUp() {
  const clock = createVirtualClock();
  const world = { lagMs: 0, away: false, standsStill: false };
  const services = {
    get: async () => {
      if (world.away) throw new Error('away');
      return { ok: true, body: { status: 'live', lagMs: world.lagMs } };
    },
  };
  const reads = { quiet: () => (world.standsStill ? new Promise(() => {}) : Promise.resolve()) };
  const freshness = new Freshness(reads as unknown as ReadYourWrites, services as unknown as ServiceClient, clock);
  /** Asks, while time goes on as far as anybody waits. */
  const ask = async (): Promise<boolean> => {
    const answer = freshness.isFresh();
    let done = false;
    void answer.then(() => (done = true));
    for (let step = 0; step < 20 && !done; step += 1) {
      await new Promise(setImmediate);
      if (!done) clock.advance(100);
    }
    return answer;
  };
  return { world, clock, ask };
}

test('a view that holds everything is fresh', async () => {
  const { ask } = setUp();
  expect(await ask()).toBe(true);
});

test.each([
  ['the bus stands still', { standsStill: true }],
  ['a service does not answer', { away: true }],
  ['a service publishes two seconds behind', { lagMs: 2000 }],
])('STO-8 five seconds after %s the view counts no more', async (_, fault) => {
  const { world, clock, ask } = setUp();
  expect(await ask()).toBe(true);
  Object.assign(world, fault);
  clock.advance(4000);
  expect(await ask()).toBe(true);
  clock.advance(2000);
  expect(await ask()).toBe(false);
  Object.assign(world, { standsStill: false, away: false, lagMs: 0 });
  clock.advance(2000);
  expect(await ask()).toBe(true);
});
