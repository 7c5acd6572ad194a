import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CONFIGURATION, createLogger, type KitConfiguration } from '@rollcall/service-kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone, type StandaloneOptions } from '../src/standalone.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-start-order-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const start = (options: Partial<StandaloneOptions> = {}) =>
  startStandalone({
    environment: { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_PORT: '0' },
    logger: createLogger('silent'),
    ...options,
  });

test('with port 0 a free one is taken, and everybody knows the address that people type', async () => {
  const standalone = await start();
  try {
    expect(standalone.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const addresses = standalone.services.map(({ app }) => app.get<KitConfiguration>(CONFIGURATION).publicUrl);
    expect(new Set([standalone.configuration.publicUrl, ...addresses])).toEqual(new Set([standalone.url]));
    expect((await fetch(`${standalone.url}/health/live`)).status).toBe(200);
  } finally {
    await standalone.stop();
  }
}, 60_000);
