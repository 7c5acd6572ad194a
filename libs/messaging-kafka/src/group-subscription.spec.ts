import { expect, test } from '@jest/globals';
import { StoreClosed, createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import { createTestCryptography } from '@rollcall/testing';
import type { Consumer, Kafka } from 'kafkajs';
import { GroupSubscription } from './group-subscription.js';
import type { ParkedTopic } from './parked-topic.js';
import type { Topics } from './topics.js';

/** A consumer whose events the test raises. */
function stubConsumer() {
  const listeners = new Map<string, ((event: { payload: unknown }) => void)[]>();
  let runs = 0;
  const consumer = {
    events: { GROUP_JOIN: 'join', HEARTBEAT: 'heartbeat', REBALANCING: 'rebalancing', CRASH: 'crash' },
    on: (name: string, listener: (event: { payload: unknown }) => void) =>
      listeners.set(name, [...(listeners.get(name) ?? []), listener]),
    connect: async () => undefined,
    subscribe: async () => undefined,
    run: async () => void runs++,
    disconnect: async () => undefined,
  };
  return {
    kafka: { consumer: () => consumer as unknown as Consumer } as unknown as Kafka,
    raise: (name: string, payload: unknown) => listeners.get(name)?.forEach((listener) => listener({ payload })),
    runs: () => runs,
  };
}

async function startGroup() {
  const { kafka, raise, runs } = stubConsumer();
  const subscription = new GroupSubscription({
    ...{ group: 'readers', subscribed: ['t'], kafka, sessionTimeoutMs: 10_000 },
    handling: { each: () => 'ack' },
    codec: createMessageCodec({ cryptography: createTestCryptography() }),
    scheduler: createScheduler({ nextTurn: setImmediate }),
    topics: {
      ensure: async () => undefined,
      extents: async () => new Map([['t/0', { low: 0, high: 0 }]]),
      committed: async () => new Map(),
    } as unknown as Topics,
    parked: { failed: false, current: async () => undefined, nextDue: () => undefined } as unknown as ParkedTopic,
    ended: () => undefined,
  });
  await subscription.start();
  const join = async (): Promise<void> => {
    raise('join', { memberId: 'me', memberAssignment: { t: [0] } });
    while (subscription.status !== 'live') await new Promise((resolve) => setImmediate(resolve));
  };
  await join();
  return { subscription, raise, runs, join };
}

test('KRN-10 a crash without restart is a failure, for health to see', async () => {
  const { subscription, raise } = await startGroup();
  raise('crash', { restart: false, error: new Error('not authorized') });
  expect(subscription.status).toBe('failed');
  await expect(subscription.quiet()).rejects.toBeInstanceOf(StoreClosed);
  await subscription[Symbol.asyncDispose]();
});

test('KRN-10 a crash that the client mends is a pause until the group is joined again', async () => {
  const { subscription, raise, runs, join } = await startGroup();
  raise('crash', { restart: true, error: new Error('closed connection') });
  expect(subscription.status).toBe('paused');
  await join();
  expect(runs()).toBe(1);
  await subscription[Symbol.asyncDispose]();
});

test('KRN-10 a broker that is still looking for its coordinator is no reason to give up', async () => {
  const { subscription, raise, runs, join } = await startGroup();
  raise('crash', {
    restart: false,
    error: Object.assign(new Error('none'), { name: 'KafkaJSGroupCoordinatorNotFound' }),
  });
  expect(subscription.status).toBe('paused');
  while (runs() < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  await join();
  await subscription[Symbol.asyncDispose]();
});
