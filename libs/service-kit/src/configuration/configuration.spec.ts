import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationTable } from './configuration-table.js';
import { loadConfiguration } from './configuration.js';
import { defineSettings } from './setting.js';

const own = defineSettings({
  tries: { env: 'ROLLCALL_TRIES', kind: 'integer', default: 5, range: [1, 10], doc: 'Tries.' },
});
const load = (environment: Record<string, string>) => loadConfiguration(environment, own);

describe('configuration', () => {
  test('starts on nothing at all, on loopback', () => {
    expect(load({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      engines: 'embedded',
      tries: 5,
    });
  });

  test.each([
    [{ ROLLCALL_PORT: '70000' }, 'ROLLCALL_PORT must be a whole number from 0 to 65535.'],
    [{ ROLLCALL_TRIES: 'many' }, 'ROLLCALL_TRIES must be a whole number from 1 to 10.'],
    [{ ROLLCALL_ENGINES: 'sqlite' }, 'ROLLCALL_ENGINES must be one of: embedded, production.'],
    [
      { ROLLCALL_PUBLIC_URL: 'studio.example' },
      'ROLLCALL_PUBLIC_URL must be a URL that starts with http:// or https://.',
    ],
  ])('refuses %j', (environment, message) => {
    expect(() => load(environment as Record<string, string>)).toThrow(message);
  });

  test('refuses to be reachable from other machines without https', () => {
    expect(() => load({ ROLLCALL_HOST: '0.0.0.0' })).toThrow(/ROLLCALL_HOST.*ROLLCALL_PUBLIC_URL to the https/);
    expect(() => load({ ROLLCALL_PUBLIC_URL: 'http://studio.example' })).toThrow(/must be https/);
    expect(load({ ROLLCALL_HOST: '0.0.0.0', ROLLCALL_PUBLIC_URL: 'https://studio.example/' }).publicUrl).toBe(
      'https://studio.example',
    );
  });

  test('refuses production engines without their secrets', () => {
    expect(() => load({ ROLLCALL_ENGINES: 'production' })).toThrow(/ROLLCALL_MASTER_KEY is missing/);
  });

  test('reads a secret from its file, and never both', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-configuration-'));
    const file = join(folder, 'key');
    writeFileSync(file, 'from the file\n');
    expect(load({ ROLLCALL_LINK_KEY_FILE: file }).linkKey).toBe('from the file');
    expect(() => load({ ROLLCALL_LINK_KEY_FILE: file, ROLLCALL_LINK_KEY: 'x' })).toThrow(/not both/);
    expect(() => load({ ROLLCALL_LINK_KEY_FILE: join(folder, 'none') })).toThrow(/ROLLCALL_LINK_KEY_FILE.*ENOENT/);
    rmSync(folder, { recursive: true });
  });

  test('describes settings as a table', () => {
    expect(configurationTable(own)).toContain('| `ROLLCALL_TRIES` | `5` | Tries. |');
  });
});
