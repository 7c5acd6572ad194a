import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@rollcall/service-kit';
import { startStandalone, type Standalone, type StandaloneOptions } from '../../src/standalone.js';
import { freePort } from './free-port.js';
import { PublicDoor } from './public-door.js';
import { admin, openTestSite } from './test-site.js';

/** A whole installation in this process, with a site, an Admin and a folder of its own. */
export interface RunningStandalone {
  readonly dataDir: string;
  readonly standalone: Standalone;
  /** Nobody signed in. */
  readonly door: PublicDoor;
  /** The first Admin, signed in. */
  readonly asAdmin: PublicDoor;
  readonly siteId: string;
  readonly teamId: string;
  quiet(): Promise<void>;
  /** Stops and starts again on the same folder and port. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. */
  end(): Promise<void>;
}

/** Starts everything on a temporary folder and a free port. */
export async function runStandalone(
  options: Readonly<{ seats?: number }> & Pick<StandaloneOptions, 'clock' | 'open'> = {},
): Promise<RunningStandalone> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-standalone-'));
  const environment = { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_PORT: String(await freePort()) };
  const { seats = 20, ...changed } = options;
  const start = () => startStandalone({ environment, logger: createLogger('silent'), ...changed });
  let standalone = await start();
  await openTestSite(standalone, seats);
  const door = new PublicDoor(standalone.url);
  const asAdmin = await PublicDoor.signedIn(standalone.url, admin.email, admin.password);
  const { sites } = await asAdmin.must('GET', '/me');
  const [{ siteId, teamId }] = sites;
  return {
    dataDir,
    get standalone() {
      return standalone;
    },
    door,
    asAdmin,
    siteId,
    teamId,
    quiet: () => standalone.quiet(),
    async restart() {
      await standalone.stop();
      standalone = await start();
      standalone.setUpDone();
      for (const service of standalone.services) await service.caughtUp();
    },
    async end() {
      await standalone.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
