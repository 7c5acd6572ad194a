import { expect, jest, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngine } from '../engines/engine.js';
import { startImages } from './image.js';
import { services } from './known-variables.js';

jest.setTimeout(600_000);
const key = Buffer.alloc(32, 7).toString('base64url');
/** Engines of this machine that do not answer: whoever names one has loaded its driver. */
const nowhere = {
  ...{ ROLLCALL_ENGINES: 'production', ROLLCALL_LOG_LEVEL: 'silent' },
  ...{ ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key },
  ...{ ROLLCALL_KURRENTDB_NODES: '127.0.0.1:1', ROLLCALL_KURRENTDB_TLS: 'false' },
  ...{ ROLLCALL_KAFKA_BROKERS: '127.0.0.1:1', ROLLCALL_KAFKA_TLS: 'false' },
  ...{ ROLLCALL_MONGODB_URL: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500' },
  ...{ ROLLCALL_SMTP_URL: 'smtp://127.0.0.1:1' },
};

await describeEngine('What an image holds', startImages, (images) => {
  test.each(services)('%s: all it needs to run, none of the other services, no tool', async (app) => {
    const { folder, run } = await images.of(app);
    const data = mkdtempSync(join(tmpdir(), 'rollcall-image-'));
    try {
      const { code, output } = await run({ ...nowhere, ROLLCALL_DATA_DIR: data });
      expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/^ROLLCALL_MONGODB_URL [^\n]*\n$/) });
    } finally {
      rmSync(data, { recursive: true });
    }
    const others = services.filter((other) => other !== app && existsSync(join(folder, 'apps', other)));
    const tools = ['node_modules/jest', 'node_modules/eslint', 'node_modules/nx', 'libs/testing', `apps/${app}/src`];
    expect({ others, tools: tools.filter((path) => existsSync(join(folder, path))) }).toEqual({
      others: [],
      tools: [],
    });
    expect(existsSync(join(folder, 'apps/admin-ui/dist/index.html'))).toBe(app === 'admin-gateway');
  });

  test('cli: every command', async () => {
    const { run } = await images.of('cli');
    expect(await run({}, '--help')).toMatchObject({ code: 0, output: expect.stringContaining('sync-diagnostics') });
    const data = mkdtempSync(join(tmpdir(), 'rollcall-image-'));
    try {
      const asked = await run({ ...nowhere, ROLLCALL_DATA_DIR: data }, 'dump-state');
      expect(asked).toEqual({ code: 1, output: expect.stringMatching(/^ROLLCALL_MONGODB_URL [^\n]*\n$/) });
      const job = { ROLLCALL_URL: 'http://127.0.0.1:1', ROLLCALL_TOKEN: 'any' };
      expect(await run(job, 'sync-diagnostics', '--site', 'x')).toMatchObject({ code: 2 });
    } finally {
      rmSync(data, { recursive: true });
    }
  });
});
