import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { FacetKind } from '@rollcall/contracts';
import { type MessageBus, streamVersion } from '@rollcall/event-sourcing';
import { createLogger, loadConfiguration, openEngines, type RunningService, startService } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { Freshness } from '../src/access/freshness.js';
import { adminGatewaySettings } from '../src/admin-gateway.config.js';
import { AdminGatewayModule } from '../src/index.js';
import { FakeServices, type Json } from './fake-services.js';

/** How a browser or a program asks. */
export type Asking = Readonly<{
  method?: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  as?: string;
}>;
/** What came back. */
export type Answered = Readonly<{ status: number; headers: Headers; body: Json }>;

/** A gateway, and how it is ended. */
type Started = Readonly<{
  gateway: RunningService;
  bus: Pick<MessageBus, 'publish'>;
  end: () => Promise<void>;
}>;

/** The gateway alone: facets are published by hand, and the services behind it are scripted. */
export class GatewayWorld {
  private sent = 0;
  private constructor(
    private readonly started: Started[],
    readonly services: FakeServices,
    private readonly startAnother: () => Promise<Started>,
    private readonly end: () => Promise<void>,
  ) {}

  /** `module`: the gateway with something added. */
  static async start(
    environment: Readonly<Record<string, string>> = {},
    module: Type = AdminGatewayModule,
  ): Promise<GatewayWorld> {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-gateway-'));
    const services = await FakeServices.start();
    const start = () => startGateway(module, { ...environment, ROLLCALL_DATA_DIR: dataDir }, services);
    return new GatewayWorld([await start()], services, start, async () => {
      await services.stop();
      rmSync(dataDir, { recursive: true });
    });
  }

  get gateway(): RunningService {
    return this.started[0]!.gateway;
  }

  /** Starts one more gateway that shares the stores and the work of this one. */
  async sibling(): Promise<RunningService> {
    const another = await this.startAnother();
    this.started.push(another);
    return another.gateway;
  }

  /** Publishes the state of one thing, as its service would after an event. */
  async tell(kind: FacetKind, key: string, state: object | undefined, version = this.sent): Promise<void> {
    this.sent += 1;
    const { source } = kind;
    await this.started[0]!.bus.publish([
      {
        ...{ id: `message-${this.sent}`, type: `rollcall.${source}.thing-told.v1`, source: `/rollcall/${source}` },
        ...{ topic: `rollcall.${source}.v1`, key, data: {} },
        facet: { source, kind: kind.kind, key, version: streamVersion(version), state },
        metadata: {
          ...{ causationId: 'test', correlationId: 'test', actor: { kind: 'system', id: 'test' } },
          occurredAt: new Date(),
        },
      },
    ]);
  }

  /** Resolves when everything that was told has arrived. */
  async settled(): Promise<void> {
    await this.gateway.handled();
  }

  /** Asks as the browser or program that holds this token (`as`). */
  async ask(path: string, { method = 'GET', body, headers = {}, as }: Asking = {}): Promise<Answered> {
    const response = await fetch(this.gateway.url + path, {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  async stop(): Promise<void> {
    for (const { end } of this.started) await end();
    await this.end();
  }
}

async function startGateway(
  module: Type,
  environment: Readonly<Record<string, string>>,
  services: FakeServices,
): Promise<Started> {
  const configuration = loadConfiguration(environment, adminGatewaySettings);
  const engines = await openEngines(configuration);
  const gateway = await startService(module, {
    // As where gateways are many; these engines bear it, though an installation on them has one.
    engines: {
      ...engines,
      forService: async (...service) => ({ ...(await engines.forService(...service)), mayHaveSiblings: true }),
    },
    ...{ configuration, host: '127.0.0.1', port: 0, logger: createLogger('silent') },
  });
  // What is told here counts as fresh however busy this machine is: looking for it is given all the time it takes.
  Object.assign(gateway.app.get(Freshness), { clock: createVirtualClock() });
  await gateway.follow({ 'admin-gateway': gateway.url, ...services.urls });
  await gateway.caughtUp();
  const end = async (): Promise<void> => {
    await gateway.stop();
    await engines.close();
  };
  return { gateway, bus: engines.shared.bus, end };
}

/** The id of the session whose token this is. */
export const sessionIdOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
