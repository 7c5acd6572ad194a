import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { ServiceEngines } from '../engines/engines.js';
import type { BusTransport } from '../listeners/bus-transport.js';
import type { Metrics } from '../observability/metrics.js';
import type { ServiceUrls, UrlTable } from '../service-token/service-urls.js';
import { pause } from '../engines/system-clock.js';
import type { Follower } from './followers.js';
import type { Health } from './health.js';

/** A stop takes this long at most, ms; what has not ended by then is left behind. */
const stopPatience = 20_000;

/** What a running service consists of. */
export type ServiceParts = Readonly<{
  name: string;
  url: string;
  app: NestFastifyApplication;
  engines: ServiceEngines;
  transport: BusTransport;
  health: Health;
  metrics: Metrics;
  urls: ServiceUrls;
  logger: Logger;
  /** Waits for what the command handler still writes in the background. */
  closeHandler: () => Promise<void>;
  startFollowers: () => Promise<readonly Follower[]>;
}>;

/** A service that listens to HTTP; {@link follow} sets everything else going. */
export class RunningService {
  private followers: readonly Follower[] = [];
  private catchingUp: Promise<void> | undefined;
  private stopped: Promise<void> | undefined;

  constructor(private readonly parts: ServiceParts) {}

  /** The service's name. */
  get name(): string {
    return this.parts.name;
  }
  /** Where it listens. */
  get url(): string {
    return this.parts.url;
  }
  /** The Nest application. */
  get app(): NestFastifyApplication {
    return this.parts.app;
  }
  /** Whether it has caught up since its start, and is not stopping. */
  get ready(): boolean {
    return this.parts.health.ready;
  }

  /** Starts relay, projections, compositions, deadlines and listeners, once every service's address is known. */
  async follow(urls: UrlTable): Promise<void> {
    const { app, health, metrics, transport } = this.parts;
    this.parts.urls.set(urls);
    this.followers = [...(await this.parts.startFollowers())];
    await app.startAllMicroservices();
    const { running } = transport;
    if (running) {
      this.followers = [...this.followers, listenersFollower(transport)];
    }
    health.watch(this.followers);
    metrics.observeLag(() => this.lags());
    this.catchingUp = this.catchUp();
  }

  /** Resolves when the service has become ready, or has failed to. */
  async caughtUp(): Promise<void> {
    await this.catchingUp;
  }

  /** Resolves when everything that follows from what was done so far is done within this service (KRN-16). */
  async quiet(): Promise<void> {
    const { store } = this.parts.engines;
    for (let before: unknown; before !== (await store.head());) {
      before = await store.head();
      for (const follower of this.followers) await follower.quiet();
    }
  }

  /** Readiness turns to 503, HTTP drains, listeners finish their message, then relay, projections and stores end. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    const { app, engines, health, logger, name } = this.parts;
    health.stop();
    const over = new AbortController();
    const patience = pause(stopPatience, over.signal).then(() => 'late' as const);
    const steps = [
      () => app.getHttpAdapter().getInstance().close(),
      ...[...this.followers].reverse().map(({ stop }) => stop),
      () => app.close(),
      () => this.parts.closeHandler(),
      () => engines.close(),
    ];
    for (const step of steps) {
      const work = Promise.resolve(step()).catch((error: unknown) =>
        logger.error({ err: error, name }, 'a step of the stop failed'),
      );
      if ((await Promise.race([work, patience])) === 'late')
        logger.error({ name }, 'the stop takes too long; going on');
    }
    over.abort();
  }

  /** Readiness is latched: from the first time on that nothing was left to catch up with. */
  private async catchUp(): Promise<void> {
    const { health, logger, name } = this.parts;
    try {
      await this.quiet();
      health.reached();
    } catch (error) {
      if (!this.stopped) logger.error({ err: error, name }, 'a follower ended before it had caught up');
    }
  }

  private *lags(): Iterable<readonly [string, number]> {
    for (const { name, lag } of this.followers) {
      const behind = lag();
      if (behind !== undefined) yield [name, behind];
    }
  }
}

const listenersFollower = (transport: BusTransport): Follower => ({
  name: 'listeners',
  failed: () => transport.running?.status === 'failed',
  failure: () => undefined,
  lag: () => Number(transport.running?.lag ?? 0n),
  quiet: async () => transport.running?.quiet(),
  stop: () => transport.close(),
});
