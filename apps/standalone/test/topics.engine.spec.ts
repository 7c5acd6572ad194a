import { afterEach, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startProductionServers } from '../../../tools/engines/production-servers.js';
import { secretSettings } from './faults/killable-standalone.js';
import { freePort } from './harness/free-port.js';
import { ServiceProcess } from './harness/service-process.js';

const limit = 120_000;
const kept = { 'retention.ms': '-1', 'max.message.bytes': '4194304' };

await describeEngine('the production set, with topics of somebody else', startProductionServers, ({ environment }) => {
  const brokers = environment['ROLLCALL_KAFKA_BROKERS']!.split(',');
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  const make = async (topic: string, numPartitions: number, settings: object): Promise<void> => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value: String(value) }));
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    cleanUp.push(async () => {
      // Those that fitted were made.
      const topics = (await admin.listTopics()).filter((name) => name.startsWith('rollcall.'));
      await admin.deleteTopics({ topics });
      await admin.disconnect();
    });
    const wanted = { topic, numPartitions, replicationFactor: 1, configEntries };
    await admin.createTopics({ topics: [wanted], waitForLeaders: false });
  };

  /** Starts the service as a deployment does; answers how it ended. */
  async function endOf(app: string): Promise<Readonly<{ code: number | null; output: string }>> {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-topics-'));
    cleanUp.push(() => rm(folder, { recursive: true }));
    const port = String(await freePort());
    const service = new ServiceProcess(app, `http://127.0.0.1:${port}`, {
      ...{ ...environment, ...secretSettings, ROLLCALL_LOG_LEVEL: 'error' },
      ...{ ROLLCALL_DATA_DIR: folder, ROLLCALL_PORT: port, ROLLCALL_SMTP_URL: 'smtp://127.0.0.1:1' },
    });
    await expect(service.ready(limit / 2)).rejects.toThrow(`${app} ended.`);
    return service.stop();
  }

  test.each([
    [
      'its own, with too few partitions',
      ...(['rollcall.directory.v1', 3, kept] as const),
      'has 3 partitions and must have 12: remove it while no service runs, and it is made anew',
    ],
    [
      'of another service, that forgets',
      ...(['rollcall.licensing.v1', 12, { ...kept, 'retention.ms': '604800000' }] as const),
      'has retention.ms=604800000 and must have retention.ms=-1: set it with kafka-configs.sh --alter',
    ],
    [
      'of parked messages, that forgets',
      ...(['rollcall.parked.v1', 1, { 'max.message.bytes': '4194304' }] as const),
      'has cleanup.policy=delete and must have cleanup.policy=compact: set it with kafka-configs.sh --alter',
    ],
  ])(
    'KRN-09 a service does not start on a topic %s, and says what is to be done',
    async (_what, topic, partitions, settings, wrong) => {
      await make(topic, partitions, settings);
      expect(await endOf('directory')).toEqual({ code: 1, output: `The Kafka topic ${topic} ${wrong}.\n` });
    },
    limit,
  );
});
