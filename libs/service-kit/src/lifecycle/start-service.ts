import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { trace, type Tracer } from '@opentelemetry/api';
import { violation } from '@rollcall/contracts';
import type { FailurePolicy } from '@rollcall/event-sourcing';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Configuration } from '../configuration/configuration.js';
import type { Ids } from '../cryptography/ids.js';
import type { Engines, ServiceEngines } from '../engines/engines.js';
import { pause } from '../engines/system-clock.js';
import { forgetfulMessageBus } from '../erasure/forgetful-message-bus.js';
import { BusTransport } from '../listeners/bus-transport.js';
import type { openMail } from '../mail/open-mail.js';
import { observedMessageBus } from '../observability/observed-message-bus.js';
import { ParkedWatch } from '../observability/parked-watch.js';
import { Tracing } from '../observability/tracing.js';
import { declarationOf } from '../service.decorator.js';
import { createApp } from './create-app.js';
import { createPieces } from './create-pieces.js';
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
  /** Registries of other services in this process, shown at this one's `/metrics` too: where only this one is reachable. */
  registriesBeside?: readonly Registry[];
  /** Without one, traces of callers are passed on and none are made. */
  tracer?: Tracer;
  ids?: Ids;
  /** Where mails go, when not to where the configuration says: a test's own place. */
  openMail?: typeof openMail;
  /** What must be over before the service calls itself ready, beside its own catching up: a first set-up. */
  readyAfter?: Promise<void>;
}>;

/**
 * Opens a service's engines and lets it listen to HTTP; {@link RunningService.follow} sets everything else going.
 * @throws ConfigurationError for servers that cannot be used as they are.
 */
export async function startService(module: Type, options: ServiceOptions): Promise<RunningService> {
  const declaration = declarationOf(module);
  const tracing = new Tracing(options.tracer ?? trace.getTracer('rollcall'));
  await options.engines.prepare();
  const own = await options.engines.forService(declaration.name, declaration.upcasters);
  const parked = new ParkedWatch(own.bus, options.logger.child({ service: declaration.name }));
  // Nothing is consumed before the pieces are there.
  const bus = forgetfulMessageBus(observedMessageBus(own.bus, tracing, parked), (subject) => pieces.forget(subject));
  const engines: ServiceEngines = { ...own, bus };
  const pieces = await createPieces(module, options, engines, { tracing, parked });
  const policy = failurePolicy(engines);
  const transport = new BusTransport({ group: declaration.name, bus, policy, tracing, metrics: pieces.metrics });
  const app = await createApp(module, pieces, transport);
  await app.listen(options.port, options.host);
  const { handle, readYourWrites, feed, forget } = pieces;
  const startAll = () =>
    startFollowers({
      declaration,
      engines,
      handle,
      readYourWrites,
      feed,
      forget,
      delay: pause,
      resolve: (token) => app.get(token, { strict: false }),
    });
  const { readyAfter = Promise.resolve() } = options;
  const url = await app.getUrl();
  return new RunningService({ ...pieces, app, transport, url, startFollowers: startAll, readyAfter });
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
