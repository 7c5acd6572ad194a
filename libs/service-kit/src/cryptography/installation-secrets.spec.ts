import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '../configuration/configuration.js';
import { type InstallationSecrets, loadSecrets } from './installation-secrets.js';
import { deriveLinkToken, linkTokenMatches } from './link-token.js';

let folder: string;
const load = (environment: Record<string, string> = {}): InstallationSecrets =>
  loadSecrets(loadConfiguration({ ROLLCALL_DATA_DIR: folder, ...environment }, {}));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('installation secrets', () => {
  test('are created once, readable by their owner only, and nothing is left beside them', () => {
    const first = load();
    expect(load()).toEqual(first);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  test('are never created beside data that other secrets belong to', () => {
    mkdirSync(join(folder, 'identity'));
    writeFileSync(join(folder, 'identity', 'events.sqlite'), '');
    expect(() => load()).toThrow(/holds data but no secrets.json: restore/);
  });

  test('given by the environment need no file', () => {
    const text = Buffer.alloc(32, 7).toString('base64url');
    const given = load({ ROLLCALL_MASTER_KEY: text, ROLLCALL_INDEX_KEY: text, ROLLCALL_LINK_KEY: text });
    expect(given.master).toEqual(Buffer.alloc(32, 7));
    expect(readdirSync(folder)).toEqual([]);
    expect(() => load({ ROLLCALL_MASTER_KEY: 'short' })).toThrow(/ROLLCALL_MASTER_KEY must be 32 bytes/);
  });
});

test('a link token stands for one purpose, thing and generation', () => {
  const secrets = load();
  const link = { purpose: 'invitation', id: 'a', generation: 1, kid: secrets.currentLinkKey };
  const token = deriveLinkToken(secrets, link);
  expect(linkTokenMatches(secrets, link, token)).toBe(true);
  for (const other of [{ purpose: 'reset' }, { id: 'b' }, { generation: 2 }]) {
    expect(linkTokenMatches(secrets, { ...link, ...other }, token)).toBe(false);
  }
  expect(linkTokenMatches(secrets, link, '')).toBe(false);
  expect(() => deriveLinkToken(secrets, { ...link, kid: 'gone' })).toThrow();
});
