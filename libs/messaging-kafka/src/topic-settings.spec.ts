import { expect, test } from '@jest/globals';
import { copiesBeforeAnswer, messageTopic, mismatch } from './topic-settings.js';

const found = (config: object) => ({ partitions: 12, config: { ...messageTopic.config, ...config } });

test('a topic fits as it is made, and with a larger limit', () => {
  expect(mismatch(messageTopic, messageTopic)).toBeUndefined();
  expect(mismatch(messageTopic, found({ 'max.message.bytes': '99999999' }))).toBeUndefined();
});

test('what forgets, cuts off or counts otherwise is named', () => {
  expect(mismatch(messageTopic, found({ 'retention.ms': '604800000' }))).toBe(
    'has retention.ms=604800000 and must have retention.ms=-1: set it with kafka-configs.sh --alter',
  );
  expect(mismatch(messageTopic, found({ 'cleanup.policy': 'compact' }))).toMatch(
    /^has cleanup\.policy=compact and must have cleanup\.policy=delete: /,
  );
  expect(mismatch(messageTopic, found({ 'max.message.bytes': '1048588' }))).toMatch(/^has max\.message\.bytes=1048588/);
  expect(mismatch(messageTopic, { ...found({}), partitions: 6 })).toBe(
    'has 6 partitions and must have 12: remove it while no service runs, and it is made anew',
  );
});

test('more than half of the copies are written before an answer', () => {
  expect([1, 2, 3, 4, 5].map(copiesBeforeAnswer)).toEqual([1, 2, 2, 3, 3]);
});
