import { expect, test } from '@jest/globals';
import type { StoredMessage } from './message-log.js';
import { RecentMessages } from './recent-messages.js';

const message = (position: number, partition = 0, value = ''): StoredMessage => ({
  ...{ position, topic: 'topic', partition },
  received: { topic: 'topic', key: 'key', headers: {}, value },
});
const positions = (messages: readonly StoredMessage[] | undefined) => messages?.map(({ position }) => position);

test('KRN-10 what was stored last is known, over all topics and of one partition', () => {
  const recent = new RecentMessages();
  recent.add([message(5, 1), message(6, 2)]);
  recent.add([message(7, 1)]);
  expect(positions(recent.after(4, 10))).toEqual([5, 6, 7]);
  expect(positions(recent.after(5, 1))).toEqual([6]);
  expect(positions(recent.ofPartition({ topic: 'topic', partition: 1 }, 4, 10))).toEqual([5, 7]);
  expect(positions(recent.ofPartition({ topic: 'topic', partition: 1 }, 5, 10))).toEqual([7]);
});

test('KRN-10 whoever is further behind, or at the end, has to read the log', () => {
  const recent = new RecentMessages();
  expect(recent.after(0, 10)).toBeUndefined();
  recent.add([message(5), message(6)]);
  expect(recent.after(3, 10)).toBeUndefined();
  expect(recent.after(6, 10)).toBeUndefined();
  expect(recent.ofPartition({ topic: 'topic', partition: 0 }, 6, 10)).toBeUndefined();
  // Its next message may be another process's, behind all that is known here.
  expect(recent.ofPartition({ topic: 'topic', partition: 1 }, 4, 10)).toBeUndefined();
});

test('KRN-10 nothing from before another process wrote is answered', () => {
  const recent = new RecentMessages();
  recent.add([message(5)]);
  recent.add([message(9)]);
  expect(recent.after(4, 10)).toBeUndefined();
  expect(positions(recent.after(8, 10))).toEqual([9]);
});

test('what is kept is bounded', () => {
  const recent = new RecentMessages();
  const text = 'x'.repeat(200_000);
  for (let position = 1; position <= 100; position++) recent.add([message(position, 0, text)]);
  expect(recent.after(0, 100)).toBeUndefined();
  expect(positions(recent.after(98, 100))).toEqual([99, 100]);
  expect(recent.after(90, 100)).toHaveLength(10);
});
