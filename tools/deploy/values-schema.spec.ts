import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageTopic } from '@rollcall/messaging-kafka';
import { kitSettings, productionSettings, type Setting } from '@rollcall/service-kit';
import { root } from '../run-tool.js';
import { services, settingsReadBy } from './known-variables.js';

type Schema = Readonly<{ properties: Readonly<Record<string, object>>; required?: readonly string[] }>;

const text = await readFile(join(root, 'deploy/helm/rollcall/values.schema.json'), 'utf8');
const schema = JSON.parse(text) as {
  properties: { settings: Schema; secrets: Schema; services: Schema };
  definitions: { instances: object };
};
/** What the chart knows by itself: where it mounts and listens, and what its own `authority` brings. */
const ofTheChart = new Set<string>(
  [
    ...[kitSettings.host, kitSettings.port, kitSettings.dataDir, kitSettings.engines, kitSettings.serviceUrls],
    ...[productionSettings.kurrentdbCaFile, productionSettings.kafkaCa],
  ].map(({ env }) => env),
);
const all = new Map(services.flatMap(settingsReadBy).map((setting) => [setting.env as string, setting]));
const left = [...all.values()].filter(({ env }) => !ofTheChart.has(env));

function shapeOf({ kind, oneOf, range }: Setting): object {
  if (oneOf) return { enum: oneOf };
  if (kind === 'integer') return { type: 'integer', ...(range && { minimum: range[0], maximum: range[1] }) };
  return kind === 'boolean' ? { type: 'boolean' } : { type: 'string' };
}

test('the chart takes every setting that services read, in the same bounds, and no other', () => {
  const settings = left.filter(({ secret }) => !secret);
  expect(Object.keys(schema.properties.settings.properties).toSorted()).toEqual(
    settings.map(({ env }) => env).toSorted(),
  );
  for (const setting of settings) {
    expect([setting.env, schema.properties.settings.properties[setting.env]]).toEqual([
      setting.env,
      expect.objectContaining(shapeOf(setting)),
    ]);
  }
});

test('the chart takes every secret that services read, by reference alone', () => {
  const secrets = left.filter(({ secret }) => secret).map(({ env }) => env);
  const taken = Object.entries(schema.properties.secrets.properties);
  expect(taken.map(([name]) => name).toSorted()).toEqual(secrets.toSorted());
  expect(new Set(taken.map(([, shape]) => JSON.stringify(shape)))).toEqual(
    new Set([JSON.stringify({ $ref: '#/definitions/secretKey' })]),
  );
  const keys = [kitSettings.masterKey, kitSettings.indexKey, kitSettings.linkKey];
  const needed = [...keys, productionSettings.mongodbUrl, kitSettings.smtpUrl];
  expect(schema.properties.secrets.required).toEqual(needed.map(({ env }) => env));
});

test('every service is bounded by the partitions of a topic', () => {
  expect(Object.keys(schema.properties.services.properties)).toEqual(services);
  expect(schema.definitions.instances).toMatchObject({ minimum: 1, maximum: messageTopic.partitions });
});
