import { describe, expect, test } from '@jest/globals';
import type { ReadYourWrites, ServiceClient } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { Freshness, type View } from '../src/access/freshness.js';

const views: readonly View[] = ['session', 'membership', 'access', 'administration'];

/** Views whose bus and services a test moves by hand: `behind` lag, `away` do not answer, `still` models read nothing more. */
function setUp() {
  const clock = createVirtualClock();
  const world = { behind: [] as string[], away: [] as string[], still: [] as string[] };
  const services = {
    get: async (service: string) => {
      if (world.away.includes(service)) throw new Error('away');
      return { ok: true, body: { status: 'live', lagMs: world.behind.includes(service) ? 5_001 : 0 } };
    },
  };
  const isStill = (name: string): boolean => world.still.some((model) => name.endsWith(model));
  const reads = { quiet: ({ name }: { name: string }) => (isStill(name) ? new Promise(() => {}) : Promise.resolve()) };
  const freshness = new Freshness(reads as unknown as ReadYourWrites, services as unknown as ServiceClient, clock);
  /** Asks, while time goes on as far as anybody waits: the answer, and how long it took. */
  const ask = async (view: View): Promise<Readonly<{ fresh: boolean; waited: number }>> => {
    const began = clock.now().getTime();
    const answer = freshness.isFresh(view);
    let done = false;
    void answer.then(() => (done = true));
    for (let step = 0; step < 60 && !done; step += 1) {
      await new Promise(setImmediate);
      if (!done && step > 5) clock.advance(100);
    }
    return { fresh: await answer, waited: clock.now().getTime() - began };
  };
  const fresh = async (): Promise<readonly View[]> => {
    const answers: View[] = [];
    for (const view of views) if ((await ask(view)).fresh) answers.push(view);
    return answers;
  };
  return { world, clock, ask, fresh };
}

test('views that hold everything are fresh', async () => {
  expect(await setUp().fresh()).toEqual(views);
});

describe('five seconds after', () => {
  test.each([
    ['the bus stands still', { still: ['members', 'sessions', 'roles', 'teams'] }, []],
    ['memberships stand still', { still: ['members'] }, ['session', 'administration']],
    ['identity does not answer', { away: ['identity'] }, ['access', 'administration']],
    [
      'directory publishes more than five seconds behind',
      { behind: ['directory'] },
      ['session', 'access', 'administration'],
    ],
    [
      'authorization publishes more than five seconds behind',
      { behind: ['authorization'] },
      ['session', 'membership', 'administration'],
    ],
    [
      'licensing publishes more than five seconds behind',
      { behind: ['licensing'] },
      ['session', 'membership', 'access'],
    ],
  ])('STO-8 %s what it tells of counts no more, and the rest does', async (_, fault, left) => {
    const { world, clock, fresh } = setUp();
    expect(await fresh()).toEqual(views);
    Object.assign(world, fault);
    clock.advance(4000);
    expect(await fresh()).toEqual(views);
    clock.advance(2000);
    expect(await fresh()).toEqual(left);
    Object.assign(world, { still: [], away: [], behind: [] });
    clock.advance(2000);
    // What was old is old for the request that looks again; the next one knows better.
    await fresh();
    expect(await fresh()).toEqual(views);
  });
});

test('STO-8 only the first request waits to learn that a view is old, half a second at most', async () => {
  const { world, clock, ask } = setUp();
  expect(await ask('membership')).toMatchObject({ fresh: true });
  world.still = ['members'];
  clock.advance(6000);
  const first = await ask('membership');
  expect(first.fresh).toBe(false);
  expect(first.waited).toBeLessThanOrEqual(500);
  for (let request = 0; request < 3; request += 1) {
    clock.advance(1000);
    expect(await ask('membership')).toEqual({ fresh: false, waited: 0 });
  }
});
