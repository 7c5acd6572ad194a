import type { Clock, MessageCodec, Scheduler } from '@rollcall/event-sourcing';

/** How the brokers know who connects. Secrets arrive as values: where they come from is the configuration's business. */
export type KafkaSasl = Readonly<{
  mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  username: string;
  password: string;
}>;

/** Certificates in PEM; without any of them the system's authorities count. */
export type KafkaTls = Readonly<{ ca?: string; certificate?: string; key?: string; serverName?: string }>;

/** Where the brokers are and how they are reached. */
export type KafkaConnection = Readonly<{
  /** `host:port`; the others are learnt from these. */
  brokers: readonly string[];
  /** Who this is in the brokers' logs and quotas. */
  clientId: string;
  /** Without it nothing is encrypted on its way. */
  tls?: KafkaTls;
  sasl?: KafkaSasl;
}>;

/** How topics are made; those that exist are left as they are. */
export type KafkaTopicSettings = Readonly<{
  /** How many brokers keep each message: 3 in production. More than one also asks for one copy more than half before an answer. */
  replicationFactor: number;
}>;

/** What the client and this adapter have to say, for a log. */
export type KafkaLog = (level: 'error' | 'warn', message: string, details: Readonly<Record<string, unknown>>) => void;

/** What the bus works with. */
export type KafkaMessageBusOptions = Readonly<{
  connection: KafkaConnection;
  topics: KafkaTopicSettings;
  codec: MessageCodec;
  scheduler: Scheduler;
  /** Tells when a message was parked; waits and time limits are real time. */
  clock: Clock;
  /** The topic that parked messages lie on; one per installation. */
  parkedTopic?: string;
  /** How long a member may be silent before others take its partitions, ms; the brokers bound it (6 s to 30 min). */
  sessionTimeoutMs?: number;
  /** How long a publication may take before it is rejected, ms. It may arrive all the same. */
  publishTimeoutMs?: number;
  log?: KafkaLog;
}>;
