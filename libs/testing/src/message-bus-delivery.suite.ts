import { expect } from '@jest/globals';
import type { Envelope, MessageBus, Verdict } from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import type { BusTest } from './message-bus-contract.js';
import { Arrivals, numberOf, someMessage, someMessages } from './message-bus-contract.js';

const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`);

/** Who gets which message, how often and in which order. */
export function deliverySuite(test: BusTest): void {
  test('KRN-09 messages of a key arrive in order, however many are published at once', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    const subscription = await bus.consume('readers', [topic], { each: arrivals.add });
    await Promise.all(keys.map((key) => bus.publish(someMessages(topic, key, 20))));
    await subscription.quiet();
    const inOrder = Array.from({ length: 20 }, (_, number) => number);
    for (const key of keys) expect(arrivals.numbers(key)).toEqual(inOrder);
  });

  test('KRN-08 a batch holds many messages, each key in order', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    let batches = 0;
    await bus.publish(keys.flatMap((key) => someMessages(topic, key, 10)));
    const subscription = await bus.consume('readers', [topic], {
      batch: (messages) => {
        batches++;
        for (const message of messages) arrivals.add(message);
      },
    });
    await subscription.quiet();
    for (const key of keys) expect(arrivals.numbers(key)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(batches).toBeLessThanOrEqual(24);
  });

  test('KRN-08 a new group starts at the beginning, a known one where it stopped', async ({ bus, topic, connect }) => {
    await bus.publish(someMessages(topic, 'a', 3));
    const first = new Arrivals();
    const subscription = await bus.consume('known', [topic], { each: first.add });
    await subscription.quiet();
    await bus.close();

    const again = await connect();
    await again.publish([someMessage(topic, 'a', 3)]);
    const [known, fresh] = [new Arrivals(), new Arrivals()];
    await (await again.consume('known', [topic], { each: known.add })).quiet();
    await (await again.consume('fresh', [topic], { each: fresh.add })).quiet();

    expect(first.numbers('a')).toEqual([0, 1, 2]);
    expect(known.numbers('a')).toEqual([3]);
    expect(fresh.numbers('a')).toEqual([0, 1, 2, 3]);
  });

  test('KRN-08 a group sees the topics it named and no other', async ({ bus, topic }) => {
    const arrivals = new Arrivals();
    const [one, two, three] = [`${topic}.one`, `${topic}.two`, `${topic}.three`];
    const subscription = await bus.consume('readers', [one, two], { each: arrivals.add });
    await bus.publish([someMessage(one, 'a', 1), someMessage(three, 'a', 3), someMessage(two, 'a', 2)]);
    await subscription.quiet();
    expect(arrivals.messages.map(numberOf).sort()).toEqual([1, 2]);
    expect(subscription.lag).toBe(0n);
  });

  test('G3 members of a group share its messages, each handled by one', async ({ bus, topic, connect }) => {
    const other = await connect();
    const [here, there] = [new Arrivals(), new Arrivals()];
    const one = await bus.consume('readers', [topic], { each: here.add });
    const two = await other.consume('readers', [topic], { each: there.add });
    // The shares settle while the second member joins; from then on both have work.
    let round = 0;
    do {
      round++;
      await bus.publish(keys.map((key) => someMessage(topic, key, round)));
      await Promise.all([one.quiet(), two.quiet()]);
    } while (![here, there].every(({ messages }) => messages.some((message) => numberOf(message) === round)));
    const lastRound = [here, there].map(({ messages }) => messages.filter((message) => numberOf(message) === round));
    expect(keysOf(lastRound.flat())).toEqual([...keys].sort());

    await one[Symbol.asyncDispose]();
    await other.publish(keys.map((key) => someMessage(topic, key, -1)));
    await two.quiet();
    expect(keysOf(there.messages.filter((message) => numberOf(message) === -1))).toEqual([...keys].sort());
  });

  test('G3 a message whose handling was cut off is handed over again', async ({ place, bus, topic, connect }) => {
    const { promise: neverBefore, resolve: letGo } = Promise.withResolvers<void>();
    const before = new Arrivals();
    await bus.publish(someMessages(topic, 'a', 3));
    await bus.consume('readers', [topic], {
      each: async (message): Promise<Verdict> => {
        before.add(message);
        if (numberOf(message) === 1) await neverBefore;
        return 'ack';
      },
    });
    await before.until(() => before.messages.length === 2);

    const survivor = await connect();
    const after = new Arrivals();
    const subscription = await takeOver(survivor, topic, after, () => place.expireMembers());
    await subscription.quiet();
    expect(after.numbers('a').slice(-2)).toEqual([1, 2]);

    // The first member wakes up late: nothing it does moves the group's place back or on.
    letGo();
    await bus.close();
    await survivor.publish([someMessage(topic, 'a', 3)]);
    await subscription.quiet();
    expect(after.numbers('a').slice(-3)).toEqual([1, 2, 3]);
    expect(before.numbers('a')).toEqual([0, 1]);
  });

  test('KRN-16 observers see everything from now on, each of them', async ({ bus, topic, connect }) => {
    const other = await connect();
    await bus.publish([someMessage(topic, 'a', 0)]);
    const [here, there] = [new Arrivals(), new Arrivals()];
    const one = await bus.observe([topic], here.add);
    const two = await other.observe([topic], there.add);
    await bus.publish([someMessage(topic, 'a', 1), someMessage(`${topic}.other`, 'a', 9)]);
    await other.publish([someMessage(topic, 'a', 2)]);
    await Promise.all([one.quiet(), two.quiet()]);
    expect(here.numbers('a')).toEqual([1, 2]);
    expect(there.numbers('a')).toEqual([1, 2]);
  });

  test('KRN-16 close ends everything', async ({ bus, topic }) => {
    const subscription = await bus.consume('readers', [topic], { each: () => 'ack' });
    const observer = await bus.observe([topic], () => undefined);
    await bus.close();
    expect([subscription.status, observer.status]).toEqual(['stopped', 'stopped']);
    expect([subscription.lag, observer.lag]).toEqual([0n, 0n]);
    await expect(bus.publish([someMessage(topic, 'a')])).rejects.toBeInstanceOf(StoreClosed);
    await expect(bus.consume('late', [topic], { each: () => 'ack' })).rejects.toBeInstanceOf(StoreClosed);
    await expect(bus.observe([topic], () => undefined)).rejects.toBeInstanceOf(StoreClosed);
    await expect(bus.parked.list()).rejects.toBeInstanceOf(StoreClosed);
    await expect(subscription.quiet()).rejects.toBeInstanceOf(StoreClosed);
    await expect(bus.close()).resolves.toBeUndefined();
  });
}

const keysOf = (messages: readonly Envelope[]): string[] => [...new Set(messages.map(({ key }) => key))].sort();

async function takeOver(bus: MessageBus, topic: string, arrivals: Arrivals, expire: () => Promise<void>) {
  await expire();
  return bus.consume('readers', [topic], { each: arrivals.add });
}
