import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { accompanyRequests, createHttpAdapter } from '../http/http-server.js';
import { serveOpenApi } from '../http/serve-open-api.js';
import { KitModule, type KitPieces } from '../kit.module.js';
import type { BusTransport } from '../listeners/bus-transport.js';
import { NestLogger } from '../observability/logger.js';
import type { Pieces } from './create-pieces.js';

/** Wires a service's module with the kit's pieces: HTTP on Fastify, listeners on the bus. Nothing listens yet. */
export async function createApp(
  module: Type,
  pieces: Pieces,
  transport: BusTransport,
): Promise<NestFastifyApplication> {
  const { declaration, engines, ids, tracing, metrics, logger } = pieces;
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(module, pieces), createHttpAdapter(), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: transport });
  const { edge = false, openApi } = declaration;
  const fastify = app.getHttpAdapter().getInstance();
  accompanyRequests(fastify, { edge, clock: engines.clock, ids, tracing, metrics, logger });
  if (openApi) serveOpenApi(app, openApi);
  return app;
}

function rootModule(module: Type, pieces: KitPieces): DynamicModule {
  @Module({})
  class RootModule {}
  return { module: RootModule, imports: [KitModule.of(pieces), module] };
}
