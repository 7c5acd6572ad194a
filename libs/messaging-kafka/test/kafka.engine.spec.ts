import { expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startKafka } from '../../../tools/engines/kafka.js';
await describeEngine('Kafka', startKafka, (kafka) => {
  test('answers', async () => {
    const admin = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    expect((await admin.describeCluster()).brokers).toHaveLength(1);
    await admin.disconnect();
    await kafka.kill();
    await kafka.restart();
  });
});
