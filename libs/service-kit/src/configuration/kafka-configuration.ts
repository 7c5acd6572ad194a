import type { KafkaConnection, KafkaSasl, KafkaTls } from '@rollcall/messaging-kafka';
import {
  leavesPrivacy,
  neededAddresses,
  neededText,
  type ProductionValues,
  refuseInTheClear,
  refuseSetting,
  refuseUseless,
  variableOf,
} from './production-refusals.js';

/** How to reach Kafka, and on how many brokers each message lies. */
export type KafkaConfiguration = Readonly<{
  connection: Omit<KafkaConnection, 'clientId'>;
  replicationFactor: number;
}>;

/** How to reach Kafka, and how topics are made. @throws ConfigurationError as `loadProduction` says. */
export function kafkaOf(given: ProductionValues): KafkaConfiguration {
  const brokers = neededAddresses(given, 'kafkaBrokers');
  const tls = given.kafkaTls ? tlsOf(given) : noTls(given, brokers);
  const sasl = saslOf(given);
  const { kafkaReplication: replicationFactor } = given;
  if (leavesPrivacy(given, brokers)) {
    if (!sasl && tls?.certificate === undefined) {
      const fix = `say how to sign in, with ${variableOf('kafkaUser')} and ${variableOf('kafkaPassword')}, or give ${variableOf('kafkaCertificate')} and ${variableOf('kafkaKey')}`;
      refuseSetting('kafkaSasl', 'is missing, so that everybody may read and write', fix);
    }
    if (replicationFactor === 1) {
      refuseSetting('kafkaReplication', 'is 1, so that one lost disk loses messages', 'set it to 3');
    }
  }
  return { connection: { brokers, ...(tls && { tls }), ...(sasl && { sasl }) }, replicationFactor };
}

function noTls(given: ProductionValues, brokers: readonly string[]): undefined {
  refuseInTheClear(given, brokers, 'kafkaTls');
  const needTls = ['kafkaCa', 'kafkaCertificate', 'kafkaKey'] as const;
  refuseUseless(given, needTls, 'is of no use without encryption', `set ${variableOf('kafkaTls')}=true, or remove it`);
}

function tlsOf({ kafkaCa: ca, kafkaCertificate: certificate, kafkaKey: key }: ProductionValues): KafkaTls {
  if (certificate !== undefined && key === undefined) refuseHalf('kafkaKey', 'kafkaCertificate');
  if (certificate === undefined && key !== undefined) refuseHalf('kafkaCertificate', 'kafkaKey');
  return {
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
  };
}

const refuseHalf = (missing: 'kafkaKey' | 'kafkaCertificate', there: typeof missing): never =>
  refuseSetting(missing, `is missing beside ${variableOf(there)}`, 'give both or none');

function saslOf(given: ProductionValues): KafkaSasl | undefined {
  const { kafkaSasl: mechanism } = given;
  if (mechanism === undefined) {
    const fix = `say how to sign in with ${variableOf('kafkaSasl')}, or remove it`;
    refuseUseless(given, ['kafkaUser', 'kafkaPassword'], 'is of no use alone', fix);
    return undefined;
  }
  const username = neededText(given, 'kafkaUser', 'name the user that signs in to the brokers');
  const password = neededText(given, 'kafkaPassword', 'give that user’s password, directly or as a file');
  return { mechanism, username, password };
}
