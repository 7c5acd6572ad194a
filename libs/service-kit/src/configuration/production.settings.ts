import { defineSettings } from './setting.js';

/** Where the production engines are and how they are reached; read with `ROLLCALL_ENGINES=production` only. */
export const productionSettings = defineSettings({
  privateNetwork: {
    env: 'ROLLCALL_PRIVATE_NETWORK',
    kind: 'boolean',
    default: false,
    doc: 'Says that nobody else reaches the network between services and engines. Without it, encryption and sign-in may be off for addresses of this machine only.',
  },
  privateServices: {
    env: 'ROLLCALL_PRIVATE_SERVICES',
    kind: 'boolean',
    default: false,
    doc: 'Says that nobody else reaches the network between the services, whose addresses may then be http. Of the way to the engines it says nothing; `ROLLCALL_PRIVATE_NETWORK` says it of both.',
  },
  kurrentdbNodes: {
    env: 'ROLLCALL_KURRENTDB_NODES',
    kind: 'text',
    doc: 'KurrentDB 26.1 or later: `host:port` of one node, or of several of one cluster, separated by commas.',
  },
  kurrentdbTls: {
    env: 'ROLLCALL_KURRENTDB_TLS',
    kind: 'boolean',
    default: true,
    doc: 'Whether the connection is encrypted. Without it KurrentDB asks for no sign-in either.',
  },
  kurrentdbUser: { env: 'ROLLCALL_KURRENTDB_USER', kind: 'text', doc: 'Who signs in; may read `$all`.' },
  kurrentdbPassword: {
    env: 'ROLLCALL_KURRENTDB_PASSWORD',
    kind: 'text',
    secret: true,
    doc: 'Password of that user. The one that a server is delivered with is refused.',
  },
  kurrentdbCaFile: {
    env: 'ROLLCALL_KURRENTDB_CA_FILE',
    kind: 'text',
    doc: 'File with the certificates of the authority, where the system does not know it.',
  },
  kafkaBrokers: {
    env: 'ROLLCALL_KAFKA_BROKERS',
    kind: 'text',
    doc: 'Kafka 4: `host:port` of some brokers, separated by commas; the others are learnt from these.',
  },
  kafkaTls: {
    env: 'ROLLCALL_KAFKA_TLS',
    kind: 'boolean',
    default: true,
    doc: 'Whether the connection is encrypted.',
  },
  kafkaCa: {
    env: 'ROLLCALL_KAFKA_CA',
    kind: 'text',
    secret: true,
    doc: 'Certificates of the authority as PEM, where the system does not know it.',
  },
  kafkaCertificate: {
    env: 'ROLLCALL_KAFKA_CERTIFICATE',
    kind: 'text',
    secret: true,
    doc: 'Client certificate as PEM, where brokers know their clients by one.',
  },
  kafkaKey: { env: 'ROLLCALL_KAFKA_KEY', kind: 'text', secret: true, doc: 'Key of the client certificate as PEM.' },
  kafkaSasl: {
    env: 'ROLLCALL_KAFKA_SASL',
    kind: 'text',
    oneOf: ['plain', 'scram-sha-256', 'scram-sha-512'],
    doc: 'How the user signs in to the brokers.',
  },
  kafkaUser: { env: 'ROLLCALL_KAFKA_USER', kind: 'text', doc: 'Who signs in to the brokers.' },
  kafkaPassword: { env: 'ROLLCALL_KAFKA_PASSWORD', kind: 'text', secret: true, doc: 'Password of that user.' },
  kafkaReplication: {
    env: 'ROLLCALL_KAFKA_REPLICATION',
    kind: 'integer',
    default: 3,
    range: [1, 9],
    doc: 'How many brokers keep each message of a topic that is made; one is for a broker on this machine or a private network.',
  },
  mongodbUrl: {
    env: 'ROLLCALL_MONGODB_URL',
    kind: 'text',
    secret: true,
    doc: 'MongoDB 8: `mongodb://user:password@host:port/?tls=true` or `mongodb+srv://…`.',
  },
  mongodbPrefix: {
    env: 'ROLLCALL_MONGODB_PREFIX',
    kind: 'text',
    default: 'rollcall',
    doc: 'What the names of the databases begin with: `<prefix>-<service>` for each service, `<prefix>-keys` for the keys of personal data.',
  },
  mongodbTtlIndexes: {
    env: 'ROLLCALL_MONGODB_TTL_INDEXES',
    kind: 'boolean',
    default: true,
    doc: 'Whether the server ends documents by an index; false for one that only speaks MongoDB’s protocol and cannot.',
  },
});
