import type { Type } from '@nestjs/common';
import { AdminGatewayModule } from '@rollcall/admin-gateway';
import { AuthorizationModule } from '@rollcall/authorization';
import { DirectoryModule } from '@rollcall/directory';
import type { Clock } from '@rollcall/event-sourcing';
import { IdentityModule } from '@rollcall/identity';
import { LicensingModule } from '@rollcall/licensing';
import {
  createLogger,
  createRegistry,
  declarationOf,
  type Engines,
  lockFolder,
  observeProcess,
  openEngines,
  type openMail,
  quietTogether,
  type RunningService,
  startService,
  type StopOutcome,
  stopTogether,
} from '@rollcall/service-kit';
import type { Logger } from 'pino';
import { freePort, gatewayOn } from './gateway-port.js';
import { type LoadedSettings, loadSettings, type StandaloneConfiguration } from './load-settings.js';

/** The whole installation in one process, on the embedded engines. */
export interface Standalone {
  readonly configuration: StandaloneConfiguration;
  readonly logger: Logger;
  readonly engines: Engines;
  readonly services: readonly RunningService[];
  readonly gateway: RunningService;
  /** Where people and programs reach it. */
  readonly url: string;
  /** Resolves when nothing is left to follow from what was done so far. */
  quiet(): Promise<void>;
  /** Says that the installation is set up: only then does the public door call itself ready. */
  setUpDone(): void;
  /** Within 20 s in all: the gateway answers 503 and drains, then the services end phase by phase, then the stores. */
  stop(): Promise<StopOutcome>;
}

/** What it is started with; a test brings a clock or a log of its own, or engines and mail that fail. */
export type StandaloneOptions = Readonly<{
  environment: Readonly<Record<string, string | undefined>>;
  logger?: Logger;
  clock?: Clock;
  open?: typeof openEngines;
  openMail?: typeof openMail;
}>;

/** The services that own facts, in no particular order: each catches up with the others. */
const modules: readonly Type[] = [DirectoryModule, IdentityModule, AuthorizationModule, LicensingModule];

/**
 * Takes the data folder, opens the engines, starts the services on free ports of this machine and then the one public
 * door (DESIGN section 8).
 * @throws ConfigurationError with one sentence: a bad setting, an occupied port, a folder in use.
 */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { clock, open = openEngines, openMail } = options;
  const { configuration, configurationOf } = await loadWithPort(options.environment);
  const { logger = createLogger(configuration.logLevel) } = options;
  const unlock = lockFolder(configuration.dataDir);
  const started: RunningService[] = [];
  const registriesBeside: ReturnType<typeof createRegistry>[] = [];
  const setUp = Promise.withResolvers<void>();
  let engines: Engines | undefined;
  const stop = (): Promise<StopOutcome> =>
    stopTogether(started, async () => {
      await engines?.close();
      unlock();
    });
  try {
    const opened = (engines = await open(configuration, clock));
    const start = async (module: Type, host: string, port: number): Promise<RunningService> => {
      const registry = createRegistry(declarationOf(module).name);
      if (module === AdminGatewayModule) observeProcess(registry);
      else registriesBeside.push(registry);
      const readyAfter = module === AdminGatewayModule ? setUp.promise : Promise.resolve();
      const beside = module === AdminGatewayModule ? { registriesBeside } : {};
      const own = { configuration: configurationOf(module), registry, ...beside, readyAfter };
      const shared = { engines: opened, logger, ...own, ...(openMail && { openMail }) };
      const service = await startService(module, { ...shared, host, port });
      started.push(service);
      return service;
    };
    for (const module of modules) await start(module, '127.0.0.1', 0);
    for (const service of started) await service.follow(urlsOf(started));
    // The public door opens last: what a request leads to is followed from the first one on.
    const gateway = await gatewayOn(configuration, (host, port) => start(AdminGatewayModule, host, port));
    for (const service of started) service.meet(urlsOf(started));
    await gateway.follow(urlsOf(started));
    const services = [...started];
    return {
      configuration,
      logger,
      engines: opened,
      services,
      gateway,
      url: gateway.url,
      quiet: () => quietTogether(services),
      setUpDone: setUp.resolve,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const urlsOf = (services: readonly RunningService[]): Readonly<Record<string, string>> =>
  Object.fromEntries(services.map(({ name, url }) => [name, url]));

/** With port 0 a free one is chosen before anything is opened. */
async function loadWithPort(environment: StandaloneOptions['environment']): Promise<LoadedSettings> {
  const load = (variables: StandaloneOptions['environment']) =>
    loadSettings([...modules, AdminGatewayModule], variables);
  const loaded = load(environment);
  const { host, port } = loaded.configuration;
  return port === 0 ? load({ ...environment, ROLLCALL_PORT: String(await freePort(host)) }) : loaded;
}
