import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from './configuration.js';

const key = Buffer.alloc(32, 1).toString('base64url');
const secrets = { ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key };
const kurrentdb = {
  ROLLCALL_KURRENTDB_NODES: 'kurrent-1:2113, kurrent-2:2113',
  ROLLCALL_KURRENTDB_USER: 'rollcall',
  ROLLCALL_KURRENTDB_PASSWORD: 'events',
};
const kafka = {
  ROLLCALL_KAFKA_BROKERS: 'kafka-1:9093,kafka-2:9093',
  ROLLCALL_KAFKA_SASL: 'scram-sha-512',
  ROLLCALL_KAFKA_USER: 'rollcall',
  ROLLCALL_KAFKA_PASSWORD: 'messages',
};
const mongodb = { ROLLCALL_MONGODB_URL: 'mongodb://rollcall:rows@mongo-1:27017,mongo-2:27017/?tls=true' };
const elsewhere = { ...kurrentdb, ...kafka, ...mongodb };
/** Servers of this machine, as a developer runs them: nothing is encrypted, nobody signs in. */
const here = {
  ROLLCALL_KURRENTDB_NODES: '127.0.0.1:2113',
  ROLLCALL_KURRENTDB_TLS: 'false',
  ROLLCALL_KAFKA_BROKERS: 'localhost:9092,[::1]:9092',
  ROLLCALL_KAFKA_TLS: 'false',
  ROLLCALL_KAFKA_REPLICATION: '1',
  ROLLCALL_MONGODB_URL: 'mongodb://127.0.0.1:27017',
};
type Given = Readonly<Record<string, string>>;
const load = (given: Given) =>
  loadConfiguration({ ROLLCALL_ENGINES: 'production', ...secrets, ...given }, {}).production;
const private_ = { ROLLCALL_PRIVATE_NETWORK: 'true' };

const folder = mkdtempSync(join(tmpdir(), 'rollcall-production-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the configuration of the production engines', () => {
  test('names servers elsewhere, encrypted and with a sign-in', () => {
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, 'PEM\n');
    expect(load({ ...elsewhere, ROLLCALL_KURRENTDB_CA_FILE: ca, ROLLCALL_KAFKA_CA_FILE: ca })).toEqual({
      kurrentdb: {
        nodes: ['kurrent-1:2113', 'kurrent-2:2113'],
        tls: { username: 'rollcall', password: 'events', caFile: ca },
      },
      kafka: {
        connection: {
          brokers: ['kafka-1:9093', 'kafka-2:9093'],
          tls: { ca: 'PEM' },
          sasl: { mechanism: 'scram-sha-512', username: 'rollcall', password: 'messages' },
        },
        replicationFactor: 3,
      },
      mongodb: { url: mongodb.ROLLCALL_MONGODB_URL, databasePrefix: 'rollcall', ttlIndexes: true },
      privateServices: false,
    });
  });

  test('may do without both on this machine, and where the network is private', () => {
    expect(load(here)).toMatchObject({ kurrentdb: { tls: 'off' }, kafka: { replicationFactor: 1 } });
    const there = Object.fromEntries(
      Object.entries(here).map(([name, value]) => [name, value.replace(/127\.0\.0\.1|localhost|\[::1\]/g, 'engines')]),
    );
    expect(load({ ...there, ...private_ })).toMatchObject({
      kafka: { connection: { brokers: ['engines:9092', 'engines:9092'] } },
    });
    expect(() => load(there)).toThrow(/ROLLCALL_PRIVATE_NETWORK=true/);
  });

  test('is read for that set only', () => {
    expect(loadConfiguration({ ROLLCALL_KAFKA_BROKERS: 'nonsense' }, {}).production).toBeUndefined();
  });

  test.each<readonly [string, Given, RegExp]>([
    ['no node', { ROLLCALL_KURRENTDB_NODES: '' }, /^ROLLCALL_KURRENTDB_NODES is missing: set it to host:port/],
    ['a node without port', { ROLLCALL_KURRENTDB_NODES: 'kurrent' }, /^ROLLCALL_KURRENTDB_NODES .* must be host:port/],
    ['no user', { ROLLCALL_KURRENTDB_USER: '' }, /^ROLLCALL_KURRENTDB_USER is missing/],
    ['no password', { ROLLCALL_KURRENTDB_PASSWORD: '' }, /^ROLLCALL_KURRENTDB_PASSWORD is missing/],
    [
      'the delivered password',
      { ROLLCALL_KURRENTDB_PASSWORD: 'changeit' },
      /^ROLLCALL_KURRENTDB_PASSWORD is the one that every server is delivered with: change it/,
    ],
    [
      'events in the clear',
      { ROLLCALL_KURRENTDB_TLS: 'false' },
      /^ROLLCALL_KURRENTDB_TLS is false for an address outside/,
    ],
    [
      'a password nobody reads',
      { ...private_, ROLLCALL_KURRENTDB_TLS: 'false', ROLLCALL_KURRENTDB_USER: '' },
      /^ROLLCALL_KURRENTDB_PASSWORD is of no use without encryption: set ROLLCALL_KURRENTDB_TLS=true/,
    ],
    ['a file that is not there', { ROLLCALL_KURRENTDB_CA_FILE: '/none' }, /^ROLLCALL_KURRENTDB_CA_FILE .*ENOENT/],
    ['no broker', { ROLLCALL_KAFKA_BROKERS: '' }, /^ROLLCALL_KAFKA_BROKERS is missing/],
    ['messages in the clear', { ROLLCALL_KAFKA_TLS: 'false' }, /^ROLLCALL_KAFKA_TLS is false for an address outside/],
    [
      'nobody signs in',
      { ROLLCALL_KAFKA_SASL: '', ROLLCALL_KAFKA_USER: '', ROLLCALL_KAFKA_PASSWORD: '' },
      /^ROLLCALL_KAFKA_SASL is missing, so that everybody may read and write/,
    ],
    ['a user alone', { ROLLCALL_KAFKA_SASL: '' }, /^ROLLCALL_KAFKA_USER is of no use alone: .*ROLLCALL_KAFKA_SASL/],
    ['a user without password', { ROLLCALL_KAFKA_PASSWORD: '' }, /^ROLLCALL_KAFKA_PASSWORD is missing/],
    [
      'a certificate without key',
      { ROLLCALL_KAFKA_CERTIFICATE: 'PEM' },
      /^ROLLCALL_KAFKA_KEY is missing beside ROLLCALL_KAFKA_CERTIFICATE/,
    ],
    [
      'a key without certificate',
      { ROLLCALL_KAFKA_KEY: 'PEM' },
      /^ROLLCALL_KAFKA_CERTIFICATE is missing beside ROLLCALL_KAFKA_KEY/,
    ],
    [
      'an authority nobody asks',
      { ...private_, ROLLCALL_KAFKA_TLS: 'false', ROLLCALL_KAFKA_CA: 'PEM' },
      /^ROLLCALL_KAFKA_CA is of no use without encryption/,
    ],
    [
      'one copy of a message',
      { ROLLCALL_KAFKA_REPLICATION: '1' },
      /^ROLLCALL_KAFKA_REPLICATION is 1, so that one lost disk loses messages: set it to 3/,
    ],
    ['no database server', { ROLLCALL_MONGODB_URL: '' }, /^ROLLCALL_MONGODB_URL is missing/],
    [
      'another kind of server',
      { ROLLCALL_MONGODB_URL: 'postgres://rollcall:rows@there/' },
      /^ROLLCALL_MONGODB_URL is no connection string/,
    ],
    [
      'rows in the clear',
      { ROLLCALL_MONGODB_URL: 'mongodb://rollcall:rows@mongo:27017' },
      /^ROLLCALL_MONGODB_URL leaves this machine without encryption: add tls=true/,
    ],
    [
      'encryption taken away',
      { ROLLCALL_MONGODB_URL: 'mongodb+srv://rollcall:rows@mongo/?tls=false' },
      /^ROLLCALL_MONGODB_URL leaves this machine without/,
    ],
    [
      'a server nobody checks',
      { ROLLCALL_MONGODB_URL: 'mongodb+srv://rollcall:rows@mongo/?tlsInsecure=true' },
      /^ROLLCALL_MONGODB_URL accepts any server with tlsInsecure/,
    ],
    ['rows open to all', { ROLLCALL_MONGODB_URL: 'mongodb+srv://mongo/' }, /^ROLLCALL_MONGODB_URL names no user/],
    ['a prefix that is no name', { ROLLCALL_MONGODB_PREFIX: 'a/b' }, /^ROLLCALL_MONGODB_PREFIX is no name/],
    [
      'services in the clear',
      { ROLLCALL_SERVICE_URLS: 'identity=https://a.example,directory=http://b.example:80' },
      /^ROLLCALL_SERVICE_URLS names a service outside this machine by http/,
    ],
  ])('refuses %s', (_what, given, message) => {
    expect(() => load({ ...elsewhere, ...given })).toThrow(message);
  });

  test('never repeats a secret in what it says', () => {
    expect(() => load({ ...elsewhere, ROLLCALL_MONGODB_URL: 'mongodb://rollcall:hush@mongo' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hush') }),
    );
  });

  test('lets services of this machine talk by http, and all of them on a private network', () => {
    expect(
      load({ ...elsewhere, ROLLCALL_SERVICE_URLS: 'identity=http://127.0.0.1:1,directory=http://[::1]:2' }),
    ).toBeDefined();
    expect(load({ ...elsewhere, ...private_, ROLLCALL_SERVICE_URLS: 'identity=http://identity:80' })).toBeDefined();
  });

  test('a private network between the services says nothing about the way to the engines', () => {
    const services = { ROLLCALL_PRIVATE_SERVICES: 'true', ROLLCALL_SERVICE_URLS: 'identity=http://identity:80' };
    expect(load({ ...elsewhere, ...services })).toBeDefined();
    expect(() => load({ ...elsewhere, ...services, ROLLCALL_KAFKA_TLS: 'false' })).toThrow(/^ROLLCALL_KAFKA_TLS/);
    const open = { ROLLCALL_MONGODB_URL: 'mongodb://mongo:27017' };
    expect(() => load({ ...elsewhere, ...services, ...open })).toThrow(/^ROLLCALL_MONGODB_URL/);
  });
});
