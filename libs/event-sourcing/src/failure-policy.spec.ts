import { expect, test } from '@jest/globals';
import type { Envelope, Verdict } from './bus.js';
import { CommandTimedOut } from './command.js';
import { DependencyAway, StoreClosed } from './event-store.js';
import { withFailurePolicy } from './failure-policy.js';
import type { FailurePolicy } from './failure-policy.js';

const message = { id: 'm', type: 'rollcall.suite.thing-numbered.v1', data: {} } as Envelope;

/** Runs a handler under the policy; answers the verdict, the waits in between and how often it was called. */
async function run(handle: (attempt: number) => Verdict, changes: Partial<FailurePolicy> = {}) {
  const waits: number[] = [];
  let attempts = 0;
  const policy = withFailurePolicy(() => handle(++attempts), {
    delay: async (milliseconds) => void waits.push(milliseconds),
    dependenciesAnswer: () => true,
    ...changes,
  });
  const verdict = await policy(message).catch((error: unknown) => ({ thrown: error }));
  return { verdict, waits, attempts };
}
const fail = (error: Error) => (): never => {
  throw error;
};

test('KRN-10 the same error eight times while the dependencies answer parks the message', async () => {
  const { verdict, waits, attempts } = await run(fail(new TypeError('no name')));
  expect(verdict).toEqual({ park: 'failed 8 times: TypeError: no name' });
  expect(attempts).toBe(8);
  expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000, 1_000]);
});

test('KRN-10 an error that passes parks nothing', async () => {
  const { verdict } = await run((attempt) => (attempt < 8 ? fail(new Error('once more'))() : 'ack'));
  expect(verdict).toBe('ack');
});

test('KRN-10 errors that differ are not counted together', async () => {
  const { verdict } = await run((attempt) => (attempt < 12 ? fail(new Error(`number ${attempt % 2}`))() : 'ack'));
  expect(verdict).toBe('ack');
});

test('KRN-10 while a dependency is away nothing is parked: the error goes on to the bus', async () => {
  const error = new TypeError('fetch failed');
  const { verdict, attempts } = await run(fail(error), { dependenciesAnswer: async () => false });
  expect(verdict).toEqual({ thrown: error });
  expect(attempts).toBe(1);
});

test.each([new DependencyAway('x'), new CommandTimedOut('x'), new StoreClosed('x')])(
  'KRN-10 %s says "not now", whatever the dependencies answer',
  async (error) => {
    expect(await run(fail(error))).toMatchObject({ verdict: { thrown: error }, attempts: 1 });
  },
);

test('KRN-10 an error that never reads the same twice is left to the bus', async () => {
  const { verdict } = await run((attempt) => fail(new Error(`request ${attempt}`))());
  expect(verdict).toHaveProperty('thrown');
});

test('KRN-10 what breaks its contract is parked before it is handled', async () => {
  const { verdict, attempts } = await run(() => 'ack', { validate: () => '/seats must be a number' });
  expect(verdict).toEqual({ park: 'breaks its contract: /seats must be a number' });
  expect(attempts).toBe(0);
});
