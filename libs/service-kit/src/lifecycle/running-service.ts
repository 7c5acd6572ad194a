import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { BusTransport } from '../listeners/bus-transport.js';
import type { UrlTable } from '../service-token/service-urls.js';
import { pause } from '../engines/system-clock.js';
import type { Pieces } from './create-pieces.js';
import type { Follower } from './followers.js';
import { quietTogether } from './quiet-together.js';
import { type StopOutcome, type StopPhase, type Stoppable, stopTogether } from './stop-together.js';

/** Requests under way at a stop have this long, ms. */
const drainPatience = 8_000;

/** What a running service consists of. */
export type ServiceParts = Pieces &
  Readonly<{
    url: string;
    app: NestFastifyApplication;
    transport: BusTransport;
    startFollowers: () => Promise<readonly Follower[]>;
    readyAfter: Promise<void>;
  }>;

/** A service that listens to HTTP; {@link follow} sets everything else going. */
export class RunningService implements Stoppable {
  private followers: readonly Follower[] = [];
  private catchingUp: Promise<void> | undefined;
  private readonly ends = new Map<StopPhase, Promise<void>>();

  constructor(private readonly parts: ServiceParts) {}

  /** The service's name. */
  get name(): string {
    return this.parts.declaration.name;
  }
  /** Where it listens. */
  get url(): string {
    return this.parts.url;
  }
  get logger(): Logger {
    return this.parts.logger;
  }
  /** The Nest application. */
  get app(): NestFastifyApplication {
    return this.parts.app;
  }
  /** Whether it has caught up since its start, and is not stopping. */
  get ready(): boolean {
    return this.parts.health.ready;
  }

  /** Tells the addresses of services that were started later. */
  meet(urls: UrlTable): void {
    this.parts.urls.set(urls);
  }

  /** Starts relay, projections, compositions, deadlines and listeners, once every service's address is known. */
  async follow(urls: UrlTable): Promise<void> {
    const { app, health, metrics, transport, parked, stopping } = this.parts;
    this.meet(urls);
    this.followers = [...(await this.parts.startFollowers())];
    await app.startAllMicroservices();
    const { running } = transport;
    if (running) {
      this.followers = [...this.followers, listenersFollower(transport)];
    }
    health.watch(this.followers);
    metrics.observeFollowers({
      lags: () => this.lags(),
      delays: () => this.delays(),
      failures: () => health.failures,
      pauses: () => health.pauses,
    });
    metrics.observeParked(() => parked.look());
    void parked.keepLooking(pause, stopping.signal);
    this.catchingUp = this.catchUp();
  }

  /** Resolves when the service has become ready, or has failed to. */
  async caughtUp(): Promise<void> {
    await this.catchingUp;
  }

  /** Resolves when everything that follows from what was done so far is done within this service (KRN-16). */
  quiet(): Promise<void> {
    return quietTogether([this]);
  }
  /** The place of the service's newest event. */
  head(): Promise<string> {
    return this.parts.engines.store.head();
  }
  /** Resolves when every event there is was published. */
  async published(): Promise<void> {
    for (const follower of this.followers.filter(({ role }) => role === 'relay')) await follower.quiet();
  }
  /** Resolves when every message and event there is was handled. */
  async handled(): Promise<void> {
    for (const follower of this.followers.filter(({ role }) => role !== 'relay')) await follower.quiet();
  }

  /** Stops this service alone, within 20 s; several stop by `stopTogether`. */
  stop(): Promise<StopOutcome> {
    return stopTogether([this], async () => {});
  }
  announceStop(): void {
    this.parts.health.stop();
    this.parts.stopping.abort();
  }
  /** Ends one phase; a second time it is the same end. */
  end(phase: StopPhase): Promise<void> {
    const end = this.ends.get(phase) ?? this.endOnce(phase);
    this.ends.set(phase, end);
    return end;
  }

  private async endOnce(phase: StopPhase): Promise<void> {
    const { app, engines } = this.parts;
    if (phase === 'requests') return this.drain();
    if (phase !== 'stores') {
      await Promise.all(this.followers.filter((one) => phaseOf(one) === phase).map(({ stop }) => stop()));
      return;
    }
    try {
      await app.close();
      await this.parts.closeHandler();
    } finally {
      await engines.close();
    }
  }

  /** Requests under way may end; connections that are held open (streams, idle ones) are cut. */
  private async drain(): Promise<void> {
    const { app } = this.parts;
    const over = new AbortController();
    const closing = app.getHttpAdapter().getInstance().close();
    await Promise.race([closing, pause(drainPatience, over.signal)]);
    over.abort();
    app.getHttpServer().closeAllConnections();
    await closing;
  }

  /** Readiness is latched: from when all is caught up with that was there. What is written meanwhile is never all there. */
  private async catchUp(): Promise<void> {
    const { health, logger } = this.parts;
    try {
      await this.parts.readyAfter;
      await this.published();
      await this.handled();
      health.reached();
    } catch (error) {
      if (!this.parts.stopping.signal.aborted) logger.error({ err: error }, 'a follower ended before it had caught up');
    }
  }

  private *lags(): Iterable<readonly [string, number]> {
    for (const { name, lag } of this.followers) {
      const behind = lag();
      if (behind !== undefined) yield [name, behind];
    }
  }

  /** How long what a relay has not yet published has been waiting, s. */
  private *delays(): Iterable<readonly [string, number]> {
    const { lagMs } = this.parts.feed;
    for (const { name, role } of this.followers) if (role === 'relay') yield [name, lagMs / 1000];
  }
}

/** When a follower ends. */
function phaseOf({ name, role }: Follower): StopPhase {
  if (name === listeners) return 'listeners';
  return role === 'relay' ? 'relays' : 'read models';
}

const listeners = 'listeners';
const listenersFollower = (transport: BusTransport): Follower => ({
  name: listeners,
  role: 'consumer',
  failed: () => transport.running?.status === 'failed',
  paused: () => transport.running?.status === 'paused',
  failure: () => undefined,
  lag: () => Number(transport.running?.lag ?? 0n),
  quiet: async () => transport.running?.quiet(),
  stop: () => transport.close(),
});
