import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLogger } from '@rollcall/service-kit';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from './load-settings.js';
import { setUpRecordIn } from './set-up-record.js';
import { startStandalone } from './standalone.js';

let folder: string;
let environment: Readonly<Record<string, string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-settings-'));
  environment = { ROLLCALL_DATA_DIR: join(folder, 'data'), ROLLCALL_SMTP_URL: 'smtp://127.0.0.1:9' };
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the example is never set up with a mail server: one sentence, and nothing is opened', async () => {
  const start = startStandalone({ environment, logger: createLogger('silent') });
  await expect(start).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringMatching(/^ROLLCALL_SMTP_URL [^.]*ROLLCALL_EXAMPLE=none[^.]*\.$/),
  });
  expect(existsSync(environment['ROLLCALL_DATA_DIR']!)).toBe(false);
});

test('a mail server goes with an empty installation, and with an example that is set up', () => {
  const empty = loadSettings([], { ...environment, ROLLCALL_EXAMPLE: 'none' });
  expect(empty.configuration.smtpUrl).toBe('smtp://127.0.0.1:9');
  mkdirSync(environment['ROLLCALL_DATA_DIR']!);
  writeFileSync(setUpRecordIn(environment['ROLLCALL_DATA_DIR']!), '');
  expect(loadSettings([], environment).configuration.example).toBe('studio');
});
