import { setImmediate as nextTurn } from 'node:timers/promises';
import { group, openBus, openEffects, topic } from './member-workload.js';

/** A member of the group in a process of its own: says so for each message it handles, leaves properly when asked to. */
const folder = process.argv[2]!;
const effects = openEffects(folder);
const bus = openBus(folder);
process.once('SIGTERM', () => void bus.close().then(() => process.exit(0)));
await bus.consume(group, [topic], {
  each: async (message) => {
    await nextTurn();
    const verdict = effects.handle(message);
    process.stdout.write('.');
    return verdict;
  },
});
// Timers of the bus do not keep a process alive; its members do not end by themselves.
setInterval(() => undefined, 60_000);
