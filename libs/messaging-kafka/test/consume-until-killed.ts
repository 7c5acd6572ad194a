import { createTestCryptography, numberOf } from '@rollcall/testing';
import { appendFileSync } from 'node:fs';
import { openBus } from './kafka-place.js';

/**
 * A member of a group in a process of its own: leaves a trace of each message it handles, and is gone, as by kill -9, right
 * after that of a certain number, before anything can be committed of it.
 */
const [brokers, parkedTopic, topic, trace, last] = process.argv.slice(2) as [string, string, string, string, string];
const bus = openBus(brokers.split(','), createTestCryptography(), { parkedTopic });
await bus.consume('members', [topic], {
  each: (message) => {
    appendFileSync(trace, `${numberOf(message)}\n`);
    if (numberOf(message) === Number(last)) process.kill(process.pid, 'SIGKILL');
    return 'ack';
  },
});
// Timers of the bus do not keep a process alive.
setInterval(() => undefined, 60_000);
