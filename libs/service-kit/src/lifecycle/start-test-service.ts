import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { trace, type Tracer } from '@opentelemetry/api';
import type { Clock } from '@rollcall/event-sourcing';
import type { Logger } from 'pino';
import { openEngines } from '../engines/open-engines.js';
import { createLogger } from '../observability/logger.js';
import { ServiceClient } from '../service-token/service-client.js';
import { ServiceTokens } from '../service-token/service-tokens.js';
import { ServiceUrls } from '../service-token/service-urls.js';
import { declarationOf } from '../service.decorator.js';
import { loadServiceConfiguration } from './load-service-configuration.js';
import type { RunningService } from './running-service.js';
import { startService } from './start-service.js';

/** A service for specs: on a folder of its own, following already; `client` calls it as a service would. */
export type TestService = Readonly<{
  service: RunningService;
  client: ServiceClient;
  dataDir: string;
  /** Stops it and starts it, or its next release, again on the same folder; `whileStopped` may touch its files. */
  restart(change?: { module?: Type; whileStopped?: () => void }): Promise<TestService>;
  /** Stops it and removes the folder. */
  stop(): Promise<void>;
}>;

/** What a spec may choose; `environment` sets variables as a person would. */
export type TestServiceOptions = Readonly<{
  logger?: Logger;
  tracer?: Tracer;
  /** A virtual one, where time matters. */
  clock?: Clock;
  environment?: Readonly<Record<string, string>>;
}>;

/** A test waits for an answer this long, ms: the machine may be busy. */
const patience = 15_000;

/** Starts a service on the embedded engines in a temporary folder. */
export const startTestService = (module: Type, options: TestServiceOptions = {}): Promise<TestService> =>
  startOn(mkdtempSync(join(tmpdir(), 'rollcall-service-')), module, options);

async function startOn(dataDir: string, module: Type, options: TestServiceOptions): Promise<TestService> {
  const { name } = declarationOf(module);
  const configuration = loadServiceConfiguration(module, { ...options.environment, ROLLCALL_DATA_DIR: dataDir });
  const { logger = createLogger('silent'), tracer = trace.getTracer('test') } = options;
  const engines = await openEngines(configuration, options.clock);
  const service = await startService(module, { engines, configuration, host: '127.0.0.1', port: 0, logger, tracer });
  const urls = new ServiceUrls();
  urls.set({ [name]: service.url });
  await service.follow({ [name]: service.url });
  const end = async (): Promise<void> => {
    await service.stop();
    await engines.close();
  };
  return {
    service,
    client: new ServiceClient(urls, service.app.get(ServiceTokens), patience),
    dataDir,
    restart: async ({ module: next = module, whileStopped } = {}) => {
      await end();
      whileStopped?.();
      return startOn(dataDir, next, options);
    },
    stop: async () => {
      await end();
      rmSync(dataDir, { recursive: true });
    },
  };
}
