import type { Engine, EngineMissing } from './engine.js';
import { isMissing } from './engine.js';
import { type KafkaEngine, startKafka } from './kafka.js';
import { startKurrent } from './kurrentdb.js';
import { type MongoEngine, startMongo } from './mongo.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

type Addresses = Readonly<Record<'kurrentdb' | 'kafka' | 'mongodb', string>>;

/** The three servers of the production set. */
export type ProductionServers = Engine &
  Readonly<{
    /** Says where they are. */
    environment: Readonly<Record<string, string>>;
    /** Says where they are behind `proxies`. */
    proxied: Readonly<Record<string, string>>;
    proxies: Readonly<Record<keyof Addresses, TcpProxy>>;
    kafka: Pick<KafkaEngine, 'kill' | 'restart'>;
    mongodb: Pick<MongoEngine, 'kill' | 'restart'>;
  }>;

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
  const proxyOf = async (address: string) => starting.use(await startTcpProxy(() => Number(address.split(':').at(-1))));
  const [kurrentdb, mongodb] = [await proxyOf(kurrent.node), await proxyOf(mongo.url)];
  const at = ({ port }: TcpProxy): string => `127.0.0.1:${port}`;
  const environmentOf = (addresses: Addresses) => ({
    ROLLCALL_ENGINES: 'production',
    ...{ ROLLCALL_KURRENTDB_NODES: addresses.kurrentdb, ROLLCALL_KURRENTDB_TLS: 'false' },
    ...{ ROLLCALL_KAFKA_BROKERS: addresses.kafka, ROLLCALL_KAFKA_TLS: 'false' },
    ...{ ROLLCALL_KAFKA_REPLICATION: '1', ROLLCALL_MONGODB_URL: addresses.mongodb },
    ROLLCALL_MONGODB_TTL_INDEXES: String(mongo.genuine),
  });
  const running = starting.move();
  return {
    runsOn: [kurrent, kafka, mongo].map(({ runsOn }) => runsOn).join('; '),
    environment: environmentOf({ kurrentdb: kurrent.node, kafka: kafka.brokers.join(','), mongodb: mongo.url }),
    proxied: environmentOf({
      ...{ kurrentdb: at(kurrentdb), kafka: kafka.proxied.join(',') },
      mongodb: `mongodb://${at(mongodb)}`,
    }),
    proxies: { kurrentdb, mongodb, kafka: kafka.proxy },
    ...{ kafka, mongodb: mongo },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
