import type { Type } from '@nestjs/common';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { openEngines } from '../engines/open-engines.js';
import { createLogger } from '../observability/logger.js';
import { createRegistry, observeProcess } from '../observability/metrics.js';
import { parseUrlTable } from '../service-token/service-urls.js';
import { declarationOf } from '../service.decorator.js';
import { loadServiceConfiguration } from './load-service-configuration.js';
import { lockFolder } from './lock-folder.js';
import { startService } from './start-service.js';
import { stopTogether } from './stop-together.js';

/** Runs one service as a process of its own: configuration from the environment, until SIGINT or SIGTERM. */
export async function runService(module: Type): Promise<void> {
  const { name } = declarationOf(module);
  try {
    const configuration = loadServiceConfiguration(module, process.env);
    const logger = createLogger(configuration.logLevel);
    const unlock = lockFolder(configuration.dataDir);
    const engines = await openEngines(configuration);
    const registry = createRegistry(name);
    observeProcess(registry);
    const { host, port, serviceUrls } = configuration;
    const service = await startService(module, { engines, configuration, host, port, logger, registry }).catch(
      async (error: unknown) => {
        // Open connections would keep the process alive.
        await engines.close();
        throw error;
      },
    );
    await service.follow({ [name]: service.url, ...(serviceUrls && parseUrlTable(serviceUrls)) });
    logger.info({ service: name, url: service.url }, 'running');
    await signalled();
    const outcome = await stopTogether([service], async () => {
      await engines.close();
      unlock();
    });
    // What hangs would keep the process alive; everything that was acknowledged is stored.
    if (outcome === 'late') process.exit(1);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Resolves when the process is asked to end. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
