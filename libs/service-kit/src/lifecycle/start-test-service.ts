import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { trace, type Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { loadConfiguration } from '../configuration/configuration.js';
import { openEngines } from '../engines/open-engines.js';
import { createLogger } from '../observability/logger.js';
import { ServiceClient } from '../service-token/service-client.js';
import { declarationOf } from '../service.decorator.js';
import type { RunningService } from './running-service.js';
import { startService } from './start-service.js';

/** A service for specs: on a folder of its own, following already; `client` calls it as a service would. */
export type TestService = Readonly<{
  service: RunningService;
  client: ServiceClient;
  /** Stops it and removes the folder. */
  stop(): Promise<void>;
}>;

/** Starts a service on the embedded engines in a temporary folder. `environment` sets variables as a person would. */
export async function startTestService(
  module: Type,
  options: Readonly<{ logger?: Logger; tracer?: Tracer; environment?: Readonly<Record<string, string>> }> = {},
): Promise<TestService> {
  const { name, settings = {} } = declarationOf(module);
  const dataDir = mkdtempSync(join(tmpdir(), `rollcall-${name}-`));
  const configuration = loadConfiguration({ ROLLCALL_DATA_DIR: dataDir, ...options.environment }, settings);
  const { logger = createLogger('silent'), tracer = trace.getTracer('test') } = options;
  const engines = openEngines(configuration);
  const service = await startService(module, { engines, configuration, host: '127.0.0.1', port: 0, logger, tracer });
  await service.follow({ [name]: service.url });
  return {
    service,
    client: service.app.get(ServiceClient),
    stop: async () => {
      await service.stop();
      await engines.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
