import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startKafka } from '../../../tools/engines/kafka.js';
import { TopicMismatch, Topics } from '../src/topics.js';
import { plainClient } from './kafka-place.js';

await describeEngine('Kafka', startKafka, ({ brokers }) => {
  const made = async (numPartitions: number, settings: Readonly<Record<string, string>>): Promise<string> => {
    const admin = plainClient(brokers).admin();
    const topic = `rollcall.${randomUUID()}.v1`;
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    // Waiting for leaders fails where the broker learns of the topic a moment later.
    await admin.createTopics({
      topics: [{ topic, numPartitions, replicationFactor: 1, configEntries }],
      waitForLeaders: false,
    });
    await admin.disconnect();
    return topic;
  };
  const ensured = async (topic: string): Promise<void> => {
    const topics = new Topics(plainClient(brokers).admin(), { replicationFactor: 1 });
    await topics.ensure([topic]).finally(() => topics.disconnect());
  };
  const kept = { 'retention.ms': '-1', 'max.message.bytes': '4194304' };

  test('a topic that is made is one that fits, also for whoever comes next', async () => {
    const topic = `rollcall.${randomUUID()}.v1`;
    await ensured(topic);
    await ensured(topic);
  });

  test('a topic that somebody else has made is used when it fits', async () => {
    await ensured(await made(12, kept));
  });

  test.each([
    [
      'that forgets',
      12,
      { 'max.message.bytes': '4194304' },
      'has retention.ms=604800000 and must have retention.ms=-1: set it',
    ],
    [
      'that replaces',
      12,
      { ...kept, 'cleanup.policy': 'compact' },
      'has cleanup.policy=compact and must have cleanup.policy=delete: set it',
    ],
    ['with fewer partitions', 3, kept, 'has 3 partitions and must have 12: remove it'],
    [
      'for small messages',
      12,
      { 'retention.ms': '-1' },
      'has max.message.bytes=1048588 and must have max.message.bytes=2097152: set it',
    ],
  ] as const)('a topic %s is refused and left as it is', async (_what, partitions, settings, wrong) => {
    const topic = await made(partitions, settings);
    await expect(ensured(topic)).rejects.toThrow(`The Kafka topic ${topic} ${wrong}`);
    await expect(ensured(topic)).rejects.toBeInstanceOf(TopicMismatch);
  });
});
