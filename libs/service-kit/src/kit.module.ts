import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { CommandHandler } from '@rollcall/event-sourcing';
import type { Logger } from 'pino';
import type { Configuration } from './configuration/configuration.js';
import type { Ids } from './cryptography/ids.js';
import { PasswordHashing } from './cryptography/password-hashing.js';
import type { ServiceEngines } from './engines/engines.js';
import { AnswerInterceptor } from './http/answer.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RequiresVersionGuard } from './http/requires-version.guard.js';
import { RouteIdsGuard } from './http/route-ids.guard.js';
import { createValidationPipe } from './http/validation.pipe.js';
import { FeedController } from './lifecycle/feed.controller.js';
import { Feed } from './lifecycle/feed.js';
import { HealthController } from './lifecycle/health.controller.js';
import { Health } from './lifecycle/health.js';
import { ReadYourWrites } from './lifecycle/read-your-writes.js';
import type { Mailbox, MailTransport } from './mail/mail.js';
import { Metrics } from './observability/metrics.js';
import { ParkedWatch } from './observability/parked-watch.js';
import { OwnParkedMessages } from './parked/own-parked-messages.js';
import { ParkedMessagesController } from './parked/parked-messages.controller.js';
import { readModelToken } from './read-model.injection.js';
import type { ServiceDeclaration } from './service-declaration.js';
import { JwksController, SERVICE_KEYS } from './service-token/jwks.controller.js';
import { ServiceClient } from './service-token/service-client.js';
import type { ServiceKeys } from './service-token/service-keys.js';
import { ServiceTokenGuard } from './service-token/service-token.guard.js';
import { ServiceTokens } from './service-token/service-tokens.js';
import * as token from './tokens.js';

/** The pieces one service is wired from. */
export type KitPieces = Readonly<{
  declaration: ServiceDeclaration;
  engines: ServiceEngines;
  configuration: Configuration;
  handle: CommandHandler;
  logger: Logger;
  metrics: Metrics;
  parked: ParkedWatch;
  health: Health;
  feed: Feed;
  readYourWrites: ReadYourWrites;
  serviceKeys: ServiceKeys;
  serviceTokens: ServiceTokens;
  serviceClient: ServiceClient;
  ids: Ids;
  stopping: AbortController;
  mail: MailTransport;
  mailbox: Mailbox | undefined;
}>;

/** Gives a service's controllers what they may inject, and every route its guards, pipe, filter and interceptor. */
@Module({})
export class KitModule {
  /** The module of one service; its providers are visible everywhere in that service. */
  static of(pieces: KitPieces): DynamicModule {
    const providers = [...values(pieces), ...readModels(pieces), PasswordHashing, OwnParkedMessages];
    return {
      module: KitModule,
      global: true,
      controllers: controllersOf(pieces.declaration),
      providers: [...providers, ...aroundRoutes],
      exports: providers,
    };
  }
}

/** At the public door no route is guarded by a service token: what only services may ask for does not stand there. */
const controllersOf = ({ relay, edge }: ServiceDeclaration): Type[] => [
  ...[HealthController, JwksController],
  ...(relay ? [FeedController] : []),
  ...(edge ? [] : [ParkedMessagesController]),
];

const aroundRoutes: readonly Provider[] = [
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: APP_GUARD, useClass: ServiceTokenGuard },
  { provide: APP_GUARD, useClass: RouteIdsGuard },
  { provide: APP_GUARD, useClass: RequiresVersionGuard },
  { provide: APP_PIPE, useFactory: createValidationPipe },
  { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
];

function values(pieces: KitPieces): readonly Provider[] {
  const { engines } = pieces;
  const given: readonly (readonly [string | symbol | (abstract new (...parts: never) => unknown), unknown])[] = [
    [token.DECLARATION, pieces.declaration],
    [token.CONFIGURATION, pieces.configuration],
    [token.COMMAND_HANDLER, pieces.handle],
    [token.EVENT_STORE, engines.store],
    [token.READ_MODEL_STORE, engines.readModels],
    [token.BUS, engines.bus],
    [token.EPHEMERAL, engines.ephemeral],
    [token.UPLOADS, engines.uploads],
    [token.INSTANCE, engines.instance],
    [token.CLOCK, engines.clock],
    [token.CRYPTOGRAPHY, engines.cryptography],
    [token.PERSONAL_DATA_KEYS, engines.keys],
    [token.SECRETS, engines.secrets],
    [token.IDS, pieces.ids],
    [token.LOGGER, pieces.logger],
    [token.STOPPING, pieces.stopping.signal],
    [token.MAIL, pieces.mail],
    [token.MAILBOX, pieces.mailbox],
    [token.READ_YOUR_WRITES, pieces.readYourWrites],
    [SERVICE_KEYS, pieces.serviceKeys],
    [ServiceTokens, pieces.serviceTokens],
    [ServiceClient, pieces.serviceClient],
    [Metrics, pieces.metrics],
    [ParkedWatch, pieces.parked],
    [Health, pieces.health],
    [Feed, pieces.feed],
  ];
  return given.map(([provide, useValue]) => ({ provide, useValue }));
}

function readModels({ declaration, engines }: KitPieces): readonly Provider[] {
  const { projections = [], compositions = [] } = declaration;
  return [...projections, ...compositions].map((declared) => ({
    provide: readModelToken(declared),
    useFactory: () => declared.open(engines.readModels),
  }));
}
