import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '../configuration/configuration.js';
import { openEngines } from './open-engines.js';

const root = join(import.meta.dirname, '../../../..');
const key = Buffer.alloc(32, 1).toString('base64url');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-engines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const production = () =>
  loadConfiguration(
    {
      ROLLCALL_ENGINES: 'production',
      ROLLCALL_DATA_DIR: folder,
      ...{ ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key },
      ...{ ROLLCALL_KURRENTDB_NODES: '127.0.0.1:1', ROLLCALL_KURRENTDB_TLS: 'false' },
      ...{ ROLLCALL_KAFKA_BROKERS: '127.0.0.1:1', ROLLCALL_KAFKA_TLS: 'false' },
      ROLLCALL_MONGODB_URL: 'mongodb://127.0.0.1:1/',
    },
    {},
  );

test('a set of engines without its configuration is refused, not replaced', async () => {
  const { production: _missing, ...configuration } = production();
  await expect(openEngines(configuration)).rejects.toThrow(/ROLLCALL_ENGINES=production has no configuration/);
});

test('a server that does not answer is named by its variable', async () => {
  await expect(openEngines(production())).rejects.toThrow(
    /^ROLLCALL_MONGODB_URL names a server that does not answer.*: start it, or correct/,
  );
}, 30_000);

test('the embedded set loads none of the drivers of the production set', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './tools/run-sources.mjs', 'libs/service-kit/test/loaded-drivers.ts', folder],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect([stdout, stderr]).toEqual(['[]\n', '']);
}, 60_000);
