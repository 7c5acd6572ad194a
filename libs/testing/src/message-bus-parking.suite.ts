import { expect } from '@jest/globals';
import type { Envelope, Verdict } from '@rollcall/event-sourcing';
import { NoMember } from '@rollcall/event-sourcing';
import type { BusTest } from './message-bus-contract.js';
import { Arrivals, numberOf, someMessage, someMessages } from './message-bus-contract.js';

/** Parks the messages whose `key#number` is in the set; hands the others on. */
const parking = (bad: ReadonlySet<string>, arrivals: Arrivals) => ({
  each: (message: Envelope): Verdict =>
    bad.has(`${message.key}#${numberOf(message)}`) ? { park: 'is bad' } : arrivals.add(message),
});
const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`);

/** What happens to messages that cannot be handled, now or ever. */
export function parkingSuite(test: BusTest): void {
  test('KRN-10 a dependency that is away pauses its partition only, as long as it takes', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    let [away, attempts] = [true, 0];
    const subscription = await bus.consume('readers', [topic], {
      each: (message) => {
        if (message.key !== 'waiting') return arrivals.add(message);
        attempts++;
        arrivals.look();
        if (away) throw new Error('away');
        return arrivals.add(message);
      },
    });
    await bus.publish([...someMessages(topic, 'waiting', 2), ...keys.map((key) => someMessage(topic, key))]);
    await arrivals.until(() => attempts >= 2 && arrivals.messages.length >= 15);
    expect(subscription.status).toBe('paused');
    expect(subscription.lag).toBeGreaterThanOrEqual(2n);
    expect(await bus.parked.list()).toEqual([]);

    away = false;
    await subscription.quiet();
    expect(arrivals.numbers('waiting')).toEqual([0, 1]);
    expect(arrivals.messages).toHaveLength(keys.length + 2);
  });

  test('KRN-10 a batch that throws is handed over again whole', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    let failures = 2;
    await bus.publish(keys.map((key) => someMessage(topic, key)));
    const subscription = await bus.consume('readers', [topic], {
      batch: (messages) => {
        if (failures-- > 0) throw new Error('away');
        for (const message of messages) arrivals.add(message);
      },
    });
    await subscription.quiet();
    expect(arrivals.messages.map(({ key }) => key).sort()).toEqual([...keys].sort());
  });

  test('KRN-11 later messages of a parked key wait behind it, in order; neighbours go on', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    const subscription = await bus.consume('readers', [topic], parking(new Set(['a#1']), arrivals));
    await bus.publish([...someMessages(topic, 'a', 4), ...keys.map((key) => someMessage(topic, key))]);
    await subscription.quiet();
    expect(arrivals.numbers('a')).toEqual([0]);
    expect(arrivals.messages).toHaveLength(keys.length + 1);
    const parked = await bus.parked.list('readers');
    expect(parked.map(({ place }) => place)).toEqual(['cause', 'behind', 'behind']);
    expect(parked[0]).toMatchObject({
      group: 'readers',
      topic,
      key: 'a',
      type: 'rollcall.suite.thing-numbered.v1',
      reason: 'is bad',
      parkedAt: expect.any(Date),
    });
    expect(await bus.parked.list('others')).toEqual([]);
  });

  test('KRN-11 redriving hands a key over in order; what fails again goes on waiting', async ({ bus, topic }) => {
    const bad = new Set(['a#1', 'a#3']);
    const arrivals = new Arrivals();
    const subscription = await bus.consume('readers', [topic], parking(bad, arrivals));
    await bus.publish(someMessages(topic, 'a', 5));
    await subscription.quiet();
    bad.delete('a#1');
    await bus.parked.redrive('readers', 'a');
    expect(arrivals.numbers('a')).toEqual([0, 1, 2]);
    expect((await bus.parked.list()).map(({ place }) => place)).toEqual(['cause', 'behind']);

    bad.delete('a#3');
    await bus.parked.redrive('readers', 'a');
    await bus.publish([someMessage(topic, 'a', 5)]);
    await subscription.quiet();
    expect(arrivals.numbers('a')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await bus.parked.list()).toEqual([]);
  });

  test('KRN-11 messages that arrive while a key is redriven keep their place', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    const bad = new Set(['a#0']);
    const subscription = await bus.consume('readers', [topic], parking(bad, arrivals));
    await bus.publish(someMessages(topic, 'a', 50));
    await subscription.quiet();
    bad.clear();
    const later = someMessages(topic, 'a', 100).slice(50);
    await Promise.all([bus.parked.redrive('readers', 'a'), ...later.map((message) => bus.publish([message]))]);
    await subscription.quiet();
    expect(await bus.parked.list()).toEqual([]);
    expect(arrivals.numbers('a')).toEqual(Array.from({ length: 100 }, (_, number) => number));
  });

  test('KRN-11 skipping drops the cause and hands over those behind it', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    const subscription = await bus.consume('readers', [topic], parking(new Set(['a#0']), arrivals));
    await bus.publish(someMessages(topic, 'a', 3));
    await subscription.quiet();
    const [cause, behind] = await bus.parked.list();
    await bus.parked.skip(behind!.id);
    expect(await bus.parked.list()).toHaveLength(3);
    await bus.parked.skip(cause!.id);
    expect(arrivals.numbers('a')).toEqual([1, 2]);
    expect(await bus.parked.list()).toEqual([]);
  });

  test('KRN-11 without anybody of the group redriving and skipping say so, and leave things as they are', async ({
    bus,
    topic,
  }) => {
    const subscription = await bus.consume('readers', [topic], parking(new Set(['a#0', 'b#0']), new Arrivals()));
    await bus.publish([...someMessages(topic, 'a', 3), someMessage(topic, 'b', 0)]);
    await subscription.quiet();
    await subscription[Symbol.asyncDispose]();
    const before = await bus.parked.list();
    const causeOf = (key: string) => before.find((parked) => parked.key === key && parked.place === 'cause')!.id;
    await expect(bus.parked.redrive('readers', 'a')).rejects.toBeInstanceOf(NoMember);
    await expect(bus.parked.skip(causeOf('a'))).rejects.toBeInstanceOf(NoMember);
    expect(await bus.parked.list()).toEqual(before);
    // Nothing waits behind it, and nothing at all under this key.
    await bus.parked.skip(causeOf('b'));
    await bus.parked.redrive('readers', 'b');

    const arrivals = new Arrivals();
    await bus.consume('readers', [topic], { each: arrivals.add });
    await bus.parked.redrive('readers', 'a');
    expect(arrivals.numbers('a')).toEqual([0, 1, 2]);
    expect(await bus.parked.list()).toEqual([]);
  });

  test('KRN-11 parked messages and their order survive a restart', async ({ bus, topic, connect }) => {
    const subscription = await bus.consume('readers', [topic], parking(new Set(['a#0']), new Arrivals()));
    await bus.publish(someMessages(topic, 'a', 2));
    await subscription.quiet();
    await bus.close();

    const again = await connect();
    const arrivals = new Arrivals();
    const resumed = await again.consume('readers', [topic], { each: arrivals.add });
    await again.publish([someMessage(topic, 'a', 2)]);
    await resumed.quiet();
    expect(arrivals.messages).toEqual([]);
    await again.parked.redrive('readers', 'a');
    expect(arrivals.numbers('a')).toEqual([0, 1, 2]);
  });

  test('KRN-11 a batch that throws loses nothing of what stands between messages set aside', async (opened) => {
    const { place, bus, topic } = opened;
    await place.plant(topic, 'a', '{ no json');
    for (let number = 0; number < 5; number++) {
      await bus.publish([...keys, 'a'].map((key) => someMessage(topic, key, number)));
    }
    const arrivals = new Arrivals();
    let failures = 3;
    const subscription = await bus.consume('readers', [topic], {
      batch: (messages) => {
        if (failures-- > 0) throw new Error('away');
        for (const message of messages) arrivals.add(message);
      },
    });
    await subscription.quiet();
    for (const key of keys) expect(new Set(arrivals.numbers(key))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(await bus.parked.list('readers')).toHaveLength(6);
  });

  test('KRN-11 a partition stops when more than 1,000 messages wait behind a parked one', async ({ bus, topic }) => {
    const bad = new Set(['a#0']);
    const arrivals = new Arrivals();
    await bus.publish(someMessages(topic, 'a', 1_003));
    const subscription = await bus.consume('readers', [topic], parking(bad, arrivals));
    while (subscription.status !== 'paused') await new Promise((resolve) => setImmediate(resolve));
    expect(await bus.parked.list()).toHaveLength(1_001);
    bad.clear();
    await bus.parked.redrive('readers', 'a');
    await subscription.quiet();
    expect(arrivals.numbers('a')).toEqual(Array.from({ length: 1_003 }, (_, number) => number));
  });

  test('KRN-10 what cannot be decoded is parked, with verdicts and with batches', async ({ place, bus, topic }) => {
    await place.plant(topic, 'a', '{ no json');
    await bus.publish([someMessage(topic, 'a', 1), someMessage(topic, 'b', 1)]);
    const [each, batch] = [new Arrivals(), new Arrivals()];
    const one = await bus.consume('each', [topic], { each: each.add });
    const two = await bus.consume('batch', [topic], {
      batch: (messages) => void messages.map((message) => batch.add(message)),
    });
    await Promise.all([one.quiet(), two.quiet()]);
    expect([each, batch].map(({ messages }) => messages.map(({ key }) => key))).toEqual([['b'], ['b']]);
    for (const group of ['each', 'batch']) {
      const [cause, behind] = await bus.parked.list(group);
      expect(cause).toMatchObject({ place: 'cause', key: 'a', reason: expect.stringContaining('undecodable') });
      await bus.parked.skip(cause!.id);
      expect(behind).toMatchObject({ place: 'behind', key: 'a' });
    }
    expect([each.numbers('a'), batch.numbers('a')]).toEqual([[1], [1]]);
  });
}
