import { expect, test } from '@jest/globals';
import { createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import { createTestCryptography, someMessage } from '@rollcall/testing';
import type { MessageLog } from './message-log.js';
import { Publisher } from './publisher.js';

test('KRN-09 a publication made while the one before it is being answered is not left behind', async () => {
  const stored: string[] = [];
  const append: MessageLog['append'] = (messages) => {
    stored.push(...messages.map(({ encoded }) => encoded.key));
    return [];
  };
  const publisher = new Publisher({
    log: { append } as MessageLog,
    codec: createMessageCodec({ cryptography: createTestCryptography() }),
    scheduler: createScheduler({ nextTurn: setImmediate }),
    appended: () => undefined,
  });
  const publish = (key: string) => publisher.publish([someMessage('rollcall.testing.v1', key)]);
  await publish('first').then(() => publish('second'));
  expect(stored).toEqual(['first', 'second']);
  await publisher.idle();
});
