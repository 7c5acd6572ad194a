import { expect, test } from '@jest/globals';
import { DependencyAway, createMessageCodec, createScheduler } from '@rollcall/event-sourcing';
import { createTestCryptography, createVirtualClock, someMessage } from '@rollcall/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GroupSubscription } from './group-subscription.js';
import { MessageLog } from './message-log.js';
import { MessageReader } from './message-reader.js';
import { Offsets } from './offsets.js';
import { ParkedStore } from './parked-store.js';
import { Signal } from './signal.js';

class OffsetsOnFullDisk extends Offsets {
  full = true;
  override commit(...[member, claims]: Parameters<Offsets['commit']>): ReturnType<Offsets['commit']> {
    if (this.full) throw new DependencyAway('The disk is full.');
    return super.commit(member, claims);
  }
}

test('KRN-10 an offset that could not be stored is stored later, without another message', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-group-'));
  const codec = createMessageCodec({ cryptography: createTestCryptography() });
  const log = new MessageLog(join(folder, 'bus.sqlite'));
  const offsets = new OffsetsOnFullDisk(join(folder, 'offsets.sqlite'), 10_000);
  const parked = new ParkedStore(join(folder, 'parked.sqlite'));
  const topic = 'rollcall.testing.v1';
  log.append([{ topic, encoded: await codec.encode(someMessage(topic, 'only')) }]);
  const handled = Promise.withResolvers<void>();
  const subscription = new GroupSubscription({
    ...{ group: 'readers', topics: [topic], log, offsets, parked, clock: createVirtualClock() },
    reader: new MessageReader(log, codec),
    scheduler: createScheduler({ nextTurn: setImmediate }),
    handling: { each: () => (handled.resolve(), 'ack') },
    moved: new Signal(),
    shared: () => undefined,
    ended: () => undefined,
  });
  await subscription.balance();
  await handled.promise;
  const quiet = subscription.quiet();
  offsets.full = false;
  // As the bus does each time it looks around.
  const lookingAround = setInterval(() => subscription.commitLeftOver(), 1);
  await quiet;
  clearInterval(lookingAround);
  expect(subscription.lag).toBe(0n);

  await subscription[Symbol.asyncDispose]();
  for (const file of [log, offsets, parked]) file.close();
  rmSync(folder, { recursive: true });
});
