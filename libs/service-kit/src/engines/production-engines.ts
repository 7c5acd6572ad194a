import { violation } from '@rollcall/contracts';
import { type Clock, createMessageCodec, createScheduler, storedTextCodec } from '@rollcall/event-sourcing';
import { createKafkaMessageBus, type KafkaLog } from '@rollcall/messaging-kafka';
import { createMongoKeyVault, openMongoConnection } from '@rollcall/read-model-mongodb';
import { randomUUID } from 'node:crypto';
import type { KitConfiguration } from '../configuration/configuration.js';
import type { ProductionConfiguration } from '../configuration/production-configuration.js';
import { loadSecrets } from '../cryptography/installation-secrets.js';
import { createNodeCryptography } from '../cryptography/node-cryptography.js';
import { contractTopics } from '../listeners/topic-of-type.js';
import { createLogger } from '../observability/logger.js';
import type { Engines, SharedEngines } from './engines.js';
import { openProductionLog, openProductionService } from './production-service-engines.js';
import { opened } from './opened.js';

/**
 * Events in KurrentDB, messages in Kafka, all else in MongoDB: each service has streams, groups and a database of its own
 * name; the keys of personal data have a database to themselves. Loading this file loads the drivers.
 * @throws ConfigurationError for a server that does not answer or cannot be used, and for another master key.
 */
export async function openProductionEngines(
  configuration: KitConfiguration,
  production: ProductionConfiguration,
  clock: Clock,
): Promise<Engines> {
  const { url, databasePrefix } = production.mongodb;
  await using opening = new AsyncDisposableStack();
  const mongo = await opened('ROLLCALL_MONGODB_URL', () => openMongoConnection({ url }));
  opening.defer(() => mongo.close());
  const databaseOf = (name: string) => mongo.database(`${databasePrefix}-${name}`);
  const secrets = loadSecrets(configuration);
  const vault = { database: databaseOf('keys'), masterKey: secrets.master };
  const keys = await opened('ROLLCALL_MONGODB_URL', () => createMongoKeyVault(vault));
  opening.defer(() => keys.close());
  const cryptography = createNodeCryptography({ indexKey: secrets.index, keys, now: () => clock.now().getTime() });
  const scheduler = createScheduler({ nextTurn: setImmediate });
  const { connection, replicationFactor } = production.kafka;
  const bus = createKafkaMessageBus({
    connection: { ...connection, clientId: 'rollcall' },
    topics: { replicationFactor },
    codec: createMessageCodec({ cryptography, validate: violation }),
    log: logOf(configuration),
    ...{ scheduler, clock },
  });
  opening.defer(() => bus.close());
  const shared: SharedEngines = { bus, keys, cryptography, secrets, scheduler, clock };
  // A crash leaves its leases to run out: nobody can know whether it is the same process that is back.
  const instance = randomUUID();
  const open = opening.move();
  return {
    shared,
    prepare: () => opened('ROLLCALL_KAFKA_BROKERS', () => bus.prepare(contractTopics())),
    forService: (service, upcasters = {}) =>
      openProductionService({ shared, production, service, upcasters, instance, database: databaseOf(service) }),
    storedLog: (service) => openProductionLog({ shared, production, service }, storedTextCodec),
    close: () => open.disposeAsync(),
  };
}

function logOf({ logLevel }: KitConfiguration): KafkaLog {
  const logger = createLogger(logLevel).child({ engine: 'kafka' });
  // What the client calls an error it mostly tries again; whoever it ends something for tells of it.
  return (level, message, details) => logger[level === 'error' ? 'warn' : 'debug'](details, message);
}
