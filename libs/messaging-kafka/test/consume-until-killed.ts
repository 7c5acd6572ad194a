import type { Verdict } from '@rollcall/event-sourcing';
import { createTestCryptography, numberOf } from '@rollcall/testing';
import { appendFileSync } from 'node:fs';
import { Topics } from '../src/topics.js';
import { openBus, plainClient } from './kafka-place.js';

/**
 * A member of a group in a process of its own: leaves a trace of each message it handles. In the handling of a certain number
 * it waits until everything before it is committed, and is gone, as by kill -9.
 */
const [brokers, parkedTopic, topic, trace, last] = process.argv.slice(2) as [string, string, string, string, string];
const topics = new Topics(plainClient(brokers.split(',')).admin(), { replicationFactor: 1 });
const committed = async (): Promise<number> => Math.max(0, ...(await topics.committed('members', [topic])).values());
const bus = openBus(brokers.split(','), createTestCryptography(), { parkedTopic });
await bus.consume('members', [topic], {
  each: async (message): Promise<Verdict> => {
    appendFileSync(trace, `${numberOf(message)}\n`);
    if (numberOf(message) === Number(last)) {
      while ((await committed()) < Number(last)) await new Promise((resolve) => setImmediate(resolve));
      process.kill(process.pid, 'SIGKILL');
    }
    return 'ack';
  },
});
// Timers of the bus do not keep a process alive.
setInterval(() => undefined, 60_000);
