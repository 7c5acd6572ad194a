import { expect, test } from '@jest/globals';
import type { Consumer, ConsumerCrashEvent } from 'kafkajs';
import { RunningConsumer } from './running-consumer.js';

type Crash = ConsumerCrashEvent['payload'];

/** A consumer of which the test says when it crashes; tells when it is run. */
function client() {
  const listeners = new Map<string, (event: Readonly<{ payload: unknown }>) => void>();
  let [runs, onRun] = [0, (): void => undefined];
  const consumer = {
    events: { CRASH: 'crash', GROUP_JOIN: 'join' },
    on: (event: string, listener: (event: Readonly<{ payload: unknown }>) => void) => listeners.set(event, listener),
    connect: async () => undefined,
    subscribe: async () => undefined,
    disconnect: async () => undefined,
    run: async () => {
      runs++;
      onRun();
    },
  };
  return {
    kafka: { consumer: () => consumer as unknown as Consumer },
    runs: () => runs,
    run: () => new Promise<void>((resolve) => (onRun = resolve)),
    crash: (payload: Partial<Crash>) => listeners.get('crash')!({ payload }),
  };
}

async function started() {
  const { kafka, ...rest } = client();
  const crashes: boolean[] = [];
  const running = new RunningConsumer({
    ...{ kafka, configuration: { groupId: 'members' }, run: {} },
    crashed: (restarts) => crashes.push(restarts),
  });
  await running.start(['topic'], true);
  return { ...rest, crashes, running };
}

/** An error as kafkajs names it: its own type declares neither causes nor what is told of them. */
const named = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });
const answered = (type: string) => named('KafkaJSProtocolError', { type });
/** As it wraps what it does not try again. */
const wrapped = (cause: Error) => named('KafkaJSNonRetriableError', { cause });

test.each([
  ['a connection that others wait for too', wrapped(named('KafkaJSLockTimeout'))],
  ['a fault of a broker that is starting', wrapped(answered('UNKNOWN'))],
  ['a broker that has forgotten its members', answered('UNKNOWN_MEMBER_ID')],
])('KRN-10 a crash by %s passes: the consumer begins anew', async (_what, error) => {
  const { crash, run, crashes, running } = await started();
  const again = run();
  crash({ error, restart: false });
  await again;
  expect(crashes).toEqual([true]);
  await running.stop();
});

test.each([
  ['a user who is not known', wrapped(named('KafkaJSSASLAuthenticationError'))],
  ['a group that is not this user’s', answered('GROUP_AUTHORIZATION_FAILED')],
  ['a fault in the code', wrapped(new TypeError('undefined is no function'))],
])('KRN-10 a crash by %s is for good, and is told', async (_what, error) => {
  const { crash, crashes, runs, running } = await started();
  crash({ error, restart: false });
  expect([crashes, runs()]).toEqual([[false], 1]);
  await running.stop();
});
