import { createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import { createTestCryptography, createVirtualClock, messageBusSuite } from '@rollcall/testing';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageLog } from './message-log.js';
import { createSqliteMessageBus } from './sqlite-message-bus.js';

const cryptography = createTestCryptography();
const codec = createMessageCodec({ cryptography });
const leaseMs = 10_000;

messageBusSuite('SQLite', {
  cryptography,
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-bus-'));
    const file = join(folder, 'bus.sqlite');
    const clock = createVirtualClock();
    return {
      connect: async () => {
        const scheduler = createScheduler({ nextTurn: setImmediate });
        return createSqliteMessageBus({ file, codec, scheduler, clock, leaseMs });
      },
      expireMembers: async () => clock.advance(leaseMs + 1),
      plant: async (topic, key, value) => {
        const log = new MessageLog(file);
        log.append([{ topic, encoded: { key, headers: {}, value } }]);
        log.close();
      },
      text: async () => {
        const files = await readdir(folder);
        return (await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))).join('\n');
      },
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
});
