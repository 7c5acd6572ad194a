import { describe, expect, test } from '@jest/globals';
import { createMessageCodec } from '@rollcall/event-sourcing';
import { Arrivals, someMessages } from './message-bus-contract.js';
import { messageBusSuite } from './message-bus.suite.js';
import { createMemoryMessageBus } from './memory-message-bus.js';
import { createTestCryptography } from './test-cryptography.js';

const cryptography = createTestCryptography();
const codec = createMessageCodec({ cryptography });

messageBusSuite('memory', {
  cryptography,
  place: async () => {
    const bus = createMemoryMessageBus({ codec, delivery: 'at-once' });
    return {
      connect: async () => bus.connect(),
      expireMembers: async () => bus.expireMembers(),
      plant: (topic, key, value) => bus.plant(topic, key, value),
      text: async () => bus.text(),
      remove: () => bus.close(),
    };
  },
});

describe('the bus in memory, moved by hand', () => {
  const topic = 'rollcall.example.v1';

  test('KRN-16 nothing moves but what the test moves', async () => {
    const bus = createMemoryMessageBus({ codec, delivery: 'by-hand' });
    const arrivals = new Arrivals();
    const subscription = await bus.consume('readers', [topic], { each: arrivals.add });
    await bus.publish([...someMessages(topic, 'a', 3), ...someMessages(topic, 'b', 1)]);
    expect(arrivals.messages).toEqual([]);
    expect(bus.pending).toHaveLength(2);

    const [place] = bus.pending;
    await bus.step(place!);
    await bus.step(place!);
    expect(arrivals.numbers('a')).toEqual([0, 1]);

    bus.rewind(place!, 1);
    await bus.step(place!);
    await bus.repeat(place!, 0);
    expect(arrivals.numbers('a')).toEqual([0, 1, 1, 0]);

    while (bus.pending.length > 0) await bus.step(bus.pending[0]!);
    await subscription.quiet();
    expect(arrivals.numbers('a')).toEqual([0, 1, 1, 0, 2]);
    expect(arrivals.numbers('b')).toEqual([0]);
  });

  test('KRN-10 a message whose handler threw stays where it is', async () => {
    const bus = createMemoryMessageBus({ codec, delivery: 'by-hand' });
    let away = true;
    await bus.consume('readers', [topic], {
      each: () => {
        if (away) throw new Error('away');
        return 'ack';
      },
    });
    await bus.publish(someMessages(topic, 'a', 1));
    expect(await bus.step(bus.pending[0]!)).toBe('away');
    away = false;
    expect(await bus.step(bus.pending[0]!)).toBe('handled');
    expect(bus.pending).toEqual([]);
  });
});
