import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@rollcall/service-kit';
import { firstStart } from '../../src/first-start/first-start.js';
import { startStandalone, type Standalone } from '../../src/standalone.js';
import { freePort } from './free-port.js';
import type { PublicDoor } from './public-door.js';
import { type Json } from './public-door.js';
import { admin } from './test-site.js';

/** The example studio, set up by the first start, in this process. */
export type RunningExample = Readonly<{
  standalone: Standalone;
  url: string;
  /** How the first Admin signs in. */
  email: string;
  oneTimePassword: string | undefined;
  /** A site's path in the API, by slug. */
  siteOf(asAdmin: PublicDoor, slug: string): Promise<string>;
  end(): Promise<void>;
}>;

/** Sets the example studio up; with `preset`, the first Admin's password is the tests' own. */
export async function runExample(preset = true): Promise<RunningExample> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-example-'));
  const environment = {
    ROLLCALL_DATA_DIR: dataDir,
    ROLLCALL_PORT: String(await freePort()),
    ...(preset ? { ROLLCALL_ADMIN_PASSWORD: admin.password } : {}),
  };
  const standalone = await startStandalone({ environment, logger: createLogger('silent') });
  const first = await firstStart(standalone, { step: () => undefined, imported: () => undefined });
  standalone.setUpDone();
  await standalone.quiet();
  return {
    standalone,
    url: standalone.url,
    email: first!.email,
    oneTimePassword: first!.oneTimePassword,
    async siteOf(asAdmin, slug) {
      const { items } = await asAdmin.must('GET', `/sites?slug=${slug}`);
      return `/sites/${items[0].id}`;
    },
    async end() {
      await standalone.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Every count that the example studio has to come to. */
export async function expectedStudio(): Promise<Json> {
  const file = new URL('../../../../examples/studio/expected.json', import.meta.url);
  return JSON.parse(await readFile(file, 'utf8'));
}
