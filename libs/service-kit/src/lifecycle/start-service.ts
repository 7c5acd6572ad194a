import 'reflect-metadata';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { trace, type Tracer } from '@opentelemetry/api';
import { violation } from '@rollcall/contracts';
import { createCommandHandler, type FailurePolicy } from '@rollcall/event-sourcing';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { type Configuration } from '../configuration/configuration.js';
import { type Ids, systemIds } from '../cryptography/ids.js';
import type { Engines, ServiceEngines } from '../engines/engines.js';
import { pause } from '../engines/system-clock.js';
import { accompanyRequests, createHttpAdapter } from '../http/http-server.js';
import { KitModule, type KitPieces } from '../kit.module.js';
import { BusTransport } from '../listeners/bus-transport.js';
import { openMail } from '../mail/open-mail.js';
import { NestLogger } from '../observability/logger.js';
import { createRegistry, Metrics } from '../observability/metrics.js';
import { observedCommandHandler } from '../observability/observed-command-handler.js';
import { observedMessageBus } from '../observability/observed-message-bus.js';
import { Tracing } from '../observability/tracing.js';
import type { RowsListener } from '../service-declaration.js';
import { declarationOf } from '../service.decorator.js';
import { ServiceClient } from '../service-token/service-client.js';
import { loadServiceKey } from '../service-token/service-key.js';
import { ServiceTokens } from '../service-token/service-tokens.js';
import { ServiceUrls } from '../service-token/service-urls.js';
import { Health } from './health.js';
import { ReadYourWrites } from './read-your-writes.js';
import { RunningService } from './running-service.js';
import { startFollowers } from './start-followers.js';

/** What a service is started with; nothing is global, so that several run in one process. */
export type ServiceOptions = Readonly<{
  engines: Engines;
  configuration: Configuration;
  host: string;
  /** 0 takes a free one. */
  port: number;
  logger: Logger;
  /** Where this service's figures go; a registry of its own when absent. */
  registry?: Registry;
  /** Without one, traces of callers are passed on and none are made. */
  tracer?: Tracer;
  ids?: Ids;
}>;

/** Opens a service's engines and lets it listen to HTTP; {@link RunningService.follow} sets everything else going. */
export async function startService(module: Type, options: ServiceOptions): Promise<RunningService> {
  const declaration = declarationOf(module);
  const tracing = new Tracing(options.tracer ?? trace.getTracer('rollcall'));
  const own = await options.engines.forService(declaration.name, declaration.upcasters);
  const engines: ServiceEngines = { ...own, bus: observedMessageBus(own.bus, tracing) };
  const pieces = await createPieces(module, options, engines, tracing);
  const { metrics, health, logger, urls } = pieces;
  const transport = new BusTransport({
    group: declaration.name,
    bus: engines.bus,
    policy: failurePolicy(engines),
    tracing,
    metrics,
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(module, pieces), createHttpAdapter(), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: transport }, { inheritAppConfig: true });
  const { clock } = engines;
  accompanyRequests(app.getHttpAdapter().getInstance(), {
    edge: declaration.edge ?? false,
    clock,
    ids: pieces.ids,
    tracing,
    metrics,
    logger,
  });
  await app.listen(options.port, options.host);
  const resolve = (token: Parameters<typeof app.get>[0]): RowsListener =>
    app.get<RowsListener>(token, { strict: false });
  const { handle, readYourWrites, ids } = pieces;
  const followerPorts = { declaration, engines, handle, readYourWrites, resolve, instance: ids.next(), delay: pause };
  const parts = {
    name: declaration.name,
    closeHandler: pieces.closeHandler,
    url: await app.getUrl(),
    app,
    engines,
    transport,
    health,
    metrics,
    urls,
    logger,
  };
  return new RunningService({ ...parts, startFollowers: () => startFollowers(followerPorts) });
}

type Pieces = KitPieces & Readonly<{ urls: ServiceUrls; closeHandler: () => Promise<void> }>;

async function createPieces(
  module: Type,
  options: ServiceOptions,
  engines: ServiceEngines,
  tracing: Tracing,
): Promise<Pieces> {
  const declaration = declarationOf(module);
  const { configuration, ids = systemIds } = options;
  const { store, snapshots, cryptography, clock } = engines;
  const metrics = new Metrics(options.registry ?? createRegistry(declaration.name));
  const handler = createCommandHandler({ store, snapshots, cryptography, clock, random: Math.random });
  const urls = new ServiceUrls();
  const serviceKey = await loadServiceKey(engines.folder);
  const serviceTokens = new ServiceTokens(declaration.name, serviceKey, urls, () => clock.now().getTime());
  return {
    declaration,
    configuration,
    engines,
    metrics,
    ids,
    urls,
    closeHandler: () => handler.close(),
    serviceKey,
    serviceTokens,
    handle: observedCommandHandler(handler, tracing, metrics),
    logger: options.logger.child({ service: declaration.name }),
    health: new Health(),
    readYourWrites: new ReadYourWrites(),
    serviceClient: new ServiceClient(urls, serviceTokens),
    ...openMail(configuration, clock),
  };
}

function rootModule(module: Type, pieces: KitPieces): DynamicModule {
  @Module({})
  class RootModule {}
  return { module: RootModule, imports: [KitModule.of(pieces), module] };
}

/** What every listener's failures are judged by: contract, patience, and whether the service's own stores answer (KRN-10). */
const failurePolicy = ({ store, ephemeral }: ServiceEngines): FailurePolicy => ({
  validate: violation,
  delay: pause,
  dependenciesAnswer: async () => {
    try {
      await Promise.all([store.head(), ephemeral.get('health')]);
      return true;
    } catch {
      return false;
    }
  },
});
