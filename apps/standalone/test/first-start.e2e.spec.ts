import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLogger } from '@rollcall/service-kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstStart, type FirstSignIn, recordSetUp, startStandalone } from '../src/index.js';
import { freePort } from './harness/free-port.js';
import { PublicDoor } from './harness/public-door.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-first-start-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** One start; answers whom it let in, and whether that one can sign in. */
async function start(whenTold?: (dataDir: string) => Promise<void>) {
  const port = String(await freePort());
  const environment = { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_PORT: port, ROLLCALL_EXAMPLE: 'none' };
  const standalone = await startStandalone({ environment, logger: createLogger('silent') });
  try {
    const first = await firstStart(standalone, { step: () => undefined, imported: () => undefined });
    await standalone.quiet();
    await whenTold?.(dataDir);
    return { first, signedIn: first && (await signsIn(standalone.url, first)) };
  } finally {
    await standalone.stop();
  }
}

async function signsIn(url: string, { email, oneTimePassword }: FirstSignIn): Promise<boolean> {
  const body = { email, password: oneTimePassword, kind: 'token' };
  return (await new PublicDoor(url).post('/sessions', { body })).status === 201;
}

test('a one-time password that was not told yet is told by the next start, and then never again', async () => {
  const one = await start();
  expect(one).toMatchObject({ first: { oneTimePassword: expect.any(String) }, signedIn: true });
  expect(await start(recordSetUp)).toEqual(one);
  expect((await start()).first).toBeUndefined();
}, 120_000);
