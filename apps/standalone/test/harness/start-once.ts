import { createLogger } from '@rollcall/service-kit';
import { type Standalone, startStandalone } from '../../src/standalone.js';
import { freePort } from './free-port.js';

/** Starts the installation that these settings name, lets it do what is left to do, and stops it. */
export async function startOnce(
  settings: Readonly<Record<string, string>>,
  whenQuiet: (standalone: Standalone) => Promise<void> = async () => {},
): Promise<void> {
  const environment = { ...settings, ROLLCALL_PORT: String(await freePort()) };
  const standalone = await startStandalone({ environment, logger: createLogger('silent') });
  try {
    standalone.setUpDone();
    for (const service of standalone.services) await service.caughtUp();
    await standalone.quiet();
    await whenQuiet(standalone);
  } finally {
    await standalone.stop();
  }
}
