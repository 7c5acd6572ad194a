import type { Type } from '@nestjs/common';
import { createCommandHandler } from '@rollcall/event-sourcing';
import { systemIds } from '../cryptography/ids.js';
import type { ServiceEngines } from '../engines/engines.js';
import type { KitPieces } from '../kit.module.js';
import { openMail as openConfiguredMail } from '../mail/open-mail.js';
import { createRegistry, Metrics } from '../observability/metrics.js';
import { observedCommandHandler } from '../observability/observed-command-handler.js';
import type { ParkedWatch } from '../observability/parked-watch.js';
import type { Tracing } from '../observability/tracing.js';
import { declarationOf } from '../service.decorator.js';
import { ServiceClient } from '../service-token/service-client.js';
import { deriveServiceKeys } from '../service-token/service-keys.js';
import { ServiceTokens } from '../service-token/service-tokens.js';
import { ServiceUrls } from '../service-token/service-urls.js';
import { Health } from './health.js';
import { Feed } from './feed.js';
import { ReadYourWrites } from './read-your-writes.js';
import type { ServiceOptions } from './start-service.js';

/** What is injected, and what only the lifecycle needs. */
export type Pieces = KitPieces &
  Readonly<{
    urls: ServiceUrls;
    tracing: Tracing;
    /** Waits for what the command handler still writes in the background. */
    closeHandler: () => Promise<void>;
    /** Drops what this process keeps in memory of somebody erased: their key, and states they may stand in (KRN-17). */
    forget: (subject: string) => void;
  }>;

/** Makes the pieces one service is wired from. */
export async function createPieces(
  module: Type,
  options: ServiceOptions,
  engines: ServiceEngines,
  { tracing, parked }: Readonly<{ tracing: Tracing; parked: ParkedWatch }>,
): Promise<Pieces> {
  const declaration = declarationOf(module);
  const { configuration, ids = systemIds, openMail = openConfiguredMail } = options;
  const { store, snapshots, cryptography, clock } = engines;
  const metrics = new Metrics(options.registry ?? createRegistry(declaration.name), options.registriesBeside);
  const handler = createCommandHandler({ store, snapshots, cryptography, clock, random: Math.random });
  const urls = new ServiceUrls();
  const serviceKeys = await deriveServiceKeys(declaration.name, configuration, engines.secrets);
  const serviceTokens = new ServiceTokens(declaration.name, serviceKeys, urls, () => clock.now().getTime());
  return {
    declaration,
    configuration,
    engines,
    metrics,
    tracing,
    parked,
    ids,
    urls,
    serviceKeys,
    serviceTokens,
    handle: observedCommandHandler(handler, tracing, metrics),
    closeHandler: () => handler.close(),
    forget: (subject) => {
      cryptography.dropKey(subject);
      handler.forget();
    },
    logger: options.logger.child({ service: declaration.name }),
    health: new Health(),
    stopping: new AbortController(),
    readYourWrites: new ReadYourWrites(),
    feed: new Feed(engines.clock),
    serviceClient: new ServiceClient(urls, serviceTokens),
    ...openMail(configuration, clock),
  };
}
