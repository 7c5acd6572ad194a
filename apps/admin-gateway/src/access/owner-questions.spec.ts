import { expect, test } from '@jest/globals';
import { DependencyAway, reject } from '@rollcall/event-sourcing';
import { Refused, type ServiceAnswer, type ServiceClient } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { OwnerQuestions } from './owner-questions.js';

/** Services that answer how often they were asked before, unless a test says otherwise. */
function setUp() {
  const clock = createVirtualClock();
  const asked: string[] = [];
  let answer = (): ServiceAnswer<unknown> => ({ ok: true, status: 200, body: asked.length, token: [] });
  const get = async (service: string, path: string) => {
    asked.push(`${service} ${path}`);
    return answer();
  };
  const questions = new OwnerQuestions({ get } as unknown as ServiceClient, clock);
  return { clock, asked, questions, answers: (next: typeof answer) => void (answer = next) };
}

test('STO-8 what many requests want to know at once is asked once, and for a second', async () => {
  const { clock, asked, questions } = setUp();
  const ask = async (path = '/people/zoe') => (await questions.ask<number>('directory', path))?.body;
  expect(await Promise.all([ask(), ask(), ask('/people/max'), ask()])).toEqual([1, 1, 2, 1]);
  clock.advance(999);
  expect(await ask()).toBe(1);
  clock.advance(1);
  expect(await ask()).toBe(3);
  expect(asked).toEqual([
    'directory /internal/v1/people/zoe',
    'directory /internal/v1/people/max',
    'directory /internal/v1/people/zoe',
  ]);
});

test('STO-8 what is not there is nothing, and every other refusal stays one', async () => {
  const { questions, answers } = setUp();
  answers(() => ({ ok: false, status: 404, rejection: reject('not-found', 'No.'), errors: [] }));
  expect(await questions.ask('directory', '/nowhere')).toBeUndefined();
  answers(() => ({ ok: false, status: 401, rejection: reject('session-ended', 'No.'), errors: [] }));
  await expect(questions.ask('directory', '/else')).rejects.toBeInstanceOf(Refused);
});

test('STO-8 that an owner was away is not remembered', async () => {
  const { questions, answers } = setUp();
  answers(() => {
    throw new DependencyAway('directory does not answer');
  });
  const ask = () => questions.ask<string>('directory', '/people/zoe');
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  answers(() => ({ ok: true, status: 200, body: 'back', token: [] }));
  expect((await ask())?.body).toBe('back');
});
