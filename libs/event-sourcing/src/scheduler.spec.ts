import { expect, test } from '@jest/globals';
import { createScheduler } from './scheduler.js';

/** Turns of a loop that a test makes by hand. */
function handMadeLoop() {
  const turns: (() => void)[] = [];
  return { nextTurn: (callback: () => void) => void turns.push(callback), turn: () => turns.shift()?.(), turns };
}

test('KRN-05 one item runs in one turn, in the order asked for', async () => {
  const loop = handMadeLoop();
  const { run } = createScheduler(loop);
  const ran: string[] = [];
  const all = Promise.all(['a', 'b', 'c'].map((name) => run(() => ran.push(name))));
  expect(ran).toEqual([]);
  loop.turn();
  expect(ran).toEqual(['a']);
  loop.turn();
  loop.turn();
  expect(await all).toEqual([1, 2, 3]);
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

test('KRN-05 work asked for from within work waits for a turn of its own', () => {
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
