import type { Engine, EngineMissing } from './engine.js';
import { isMissing } from './engine.js';
import { startKafka } from './kafka.js';
import { startKurrent } from './kurrentdb.js';
import { startMongo } from './mongo.js';

/** The three servers of the production set; `environment` says where they are. */
export type ProductionServers = Engine & Readonly<{ environment: Readonly<Record<string, string>> }>;

/** Starts them on this machine: nothing is encrypted and nobody signs in, as only loopback allows. */
export async function startProductionServers(): Promise<ProductionServers | EngineMissing> {
  await using starting = new AsyncDisposableStack();
  const kafka = await startKafka();
  if (isMissing(kafka)) return kafka;
  starting.use(kafka);
  const mongo = await startMongo();
  if (isMissing(mongo)) return mongo;
  starting.use(mongo);
  const kurrent = starting.use(await startKurrent());
  const running = starting.move();
  return {
    runsOn: [kurrent, kafka, mongo].map(({ runsOn }) => runsOn).join('; '),
    environment: {
      ROLLCALL_ENGINES: 'production',
      ...{ ROLLCALL_KURRENTDB_NODES: kurrent.node, ROLLCALL_KURRENTDB_TLS: 'false' },
      ...{ ROLLCALL_KAFKA_BROKERS: kafka.brokers.join(','), ROLLCALL_KAFKA_TLS: 'false' },
      ...{ ROLLCALL_KAFKA_REPLICATION: '1', ROLLCALL_MONGODB_URL: mongo.url },
      ROLLCALL_MONGODB_TTL_INDEXES: String(mongo.genuine),
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
