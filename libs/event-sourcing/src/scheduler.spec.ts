import { expect, test } from '@jest/globals';
import { TURN_MS, createScheduler } from './scheduler.js';

/** Turns of a loop, and time, that a test makes by hand. */
function handMadeLoop() {
  const turns: (() => void)[] = [];
  const clock = { now: 0 };
  return {
    nextTurn: (callback: () => void) => void turns.push(callback),
    now: () => clock.now,
    turn: () => turns.shift()?.(),
    pass: (ms: number) => void (clock.now += ms),
    turns,
  };
}

test('KRN-05 items run in the order asked for, in turns that end when they have lasted long enough', async () => {
  const loop = handMadeLoop();
  const { run } = createScheduler(loop);
  const ran: string[] = [];
  const long = ['b', 'c'];
  const item = (name: string) => () => {
    if (long.includes(name)) loop.pass(TURN_MS);
    return ran.push(name);
  };
  const all = Promise.all(['a', 'b', 'c', 'd'].map((name) => run(item(name))));
  expect(ran).toEqual([]);
  loop.turn();
  expect(ran).toEqual(['a', 'b']);
  loop.turn();
  expect(ran).toEqual(['a', 'b', 'c']);
  loop.turn();
  expect(await all).toEqual([1, 2, 3, 4]);
  expect(loop.turns).toEqual([]);
});

test('KRN-05 work that throws rejects its own promise, and the next item runs', async () => {
  const loop = handMadeLoop();
  const { run } = createScheduler(loop);
  const broken = run(() => {
    throw new Error('broken');
  });
  const next = run(() => 'fine');
  loop.turn();
  loop.turn();
  await expect(broken).rejects.toThrow('broken');
  expect(await next).toBe('fine');
});

test('KRN-05 work asked for from within work waits for a later turn', () => {
  const loop = handMadeLoop();
  const { run } = createScheduler(loop);
  const ran: string[] = [];
  void run(() => {
    ran.push('outer');
    void run(() => ran.push('inner'));
  });
  loop.turn();
  expect(ran).toEqual(['outer']);
  loop.turn();
  expect(ran).toEqual(['outer', 'inner']);
});

test('KRN-15 what a reader asked for does not queue behind the background, nor does it starve it', () => {
  const loop = handMadeLoop();
  const scheduler = createScheduler(loop);
  const ran: string[] = [];
  const long = (name: string) => () => {
    loop.pass(TURN_MS);
    ran.push(name);
  };
  for (const name of ['a', 'b', 'c']) void scheduler.run(long(name));
  for (const name of ['page', 'next page']) void scheduler.ahead.run(long(name));
  loop.turn();
  expect(ran).toEqual(['page', 'a']);
  loop.turn();
  expect(ran).toEqual(['page', 'a', 'next page', 'b']);
  loop.turn();
  expect(ran).toEqual(['page', 'a', 'next page', 'b', 'c']);
});
