import { expect, test } from '@jest/globals';
import { PartitionQueue } from './partition-queue.js';

const place = { topic: 't', partition: 0 };
const messages = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    ...{ ...place, offset: from + index, raw: null },
    received: { key: 'a', headers: {}, value: '' },
  }));

test('KRN-08 what is fetched again after a rebalance is not handled again', () => {
  const queue = new PartitionQueue(place, 5, 10);
  queue.add(messages(5, 8), 8, 10);
  queue.done(5);
  queue.add(messages(5, 10), 10, 10);
  expect(queue.peek(10).map(({ offset }) => offset)).toEqual([6, 7, 8, 9]);
  expect([queue.handled, queue.lag]).toEqual([6, 4]);
});

test('KRN-08 a beginning that was deleted is passed over, unless messages are at hand', () => {
  const queue = new PartitionQueue(place, 0, 10);
  queue.measure({ low: 4, high: 12 });
  expect([queue.next, queue.handled, queue.lag]).toEqual([4, 4, 8]);
  queue.add(messages(4, 6), 6, 12);
  queue.measure({ low: 8, high: 12 });
  expect([queue.next, queue.handled]).toEqual([6, 4]);
});

test('KRN-08 a full queue lets the fetch wait, and a lost one lets it go', async () => {
  const queue = new PartitionQueue(place, 0, 0);
  queue.add(messages(0, 1_500), 1_500, 1_500);
  let hasRoom = false;
  const room = queue.room().then(() => (hasRoom = true));
  queue.done(400);
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  queue.done(600);
  await room;
  queue.add(messages(1_500, 3_000), 3_000, 3_000);
  const waiting = queue.room();
  queue.lose();
  await waiting;
  expect(queue.isEmpty).toBe(true);
});
