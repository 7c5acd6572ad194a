import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
import type { Connections } from './connections.js';
import type { KafkaConnection, KafkaLog, KafkaTls } from './kafka-options.js';
import { silenceNegativeTimeouts } from './negative-timeout-warning.js';

/** A client of the brokers; consumers, producers and the admin each open `connections` of their own. */
export function createKafkaClient(connection: KafkaConnection, connections: Connections, log: KafkaLog): Kafka {
  silenceNegativeTimeouts();
  const { brokers, clientId, tls, sasl } = connection;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    socketFactory: connections.make,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    // Short, so that work goes on soon after the brokers are back.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    ...(tls && { ssl: sslOf(tls) }),
    ...(sasl && { sasl: { ...sasl } as SASLOptions }),
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, timestamp: _timestamp, ...details } }) =>
        log(level === logLevel.ERROR ? 'error' : 'warn', message, details),
  });
}

function sslOf({ ca, certificate, key, serverName }: KafkaTls): NonNullable<KafkaConfig['ssl']> {
  return {
    ...(ca !== undefined && { ca: [ca] }),
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
    ...(serverName !== undefined && { servername: serverName }),
  };
}
