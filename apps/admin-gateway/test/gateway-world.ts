import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FacetKind } from '@rollcall/contracts';
import { type Envelope, streamVersion } from '@rollcall/event-sourcing';
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

/** The gateway alone: facets are published by hand, and the services behind it are scripted. */
export class GatewayWorld {
  private sent = 0;
  private constructor(
    readonly gateway: RunningService,
    readonly services: FakeServices,
    private readonly publishOn: (messages: readonly Envelope[]) => Promise<void>,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<GatewayWorld> {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-gateway-'));
    const configuration = loadConfiguration({ ...environment, ROLLCALL_DATA_DIR: dataDir }, adminGatewaySettings);
    const engines = await openEngines(configuration);
    const logger = createLogger('silent');
    const services = await FakeServices.start();
    const gateway = await startService(AdminGatewayModule, {
      engines,
      configuration,
      host: '127.0.0.1',
      port: 0,
      logger,
    });
    // What is told here counts as fresh however busy this machine is: looking for it is given all the time it takes.
    Object.assign(gateway.app.get(Freshness), { clock: createVirtualClock() });
    await gateway.follow({ 'admin-gateway': gateway.url, ...services.urls });
    await gateway.caughtUp();
    return new GatewayWorld(
      gateway,
      services,
      (messages) => engines.shared.bus.publish(messages),
      async () => {
        await gateway.stop();
        await services.stop();
        await engines.close();
        rmSync(dataDir, { recursive: true });
      },
    );
  }

  /** Publishes the state of one thing, as its service would after an event. */
  async tell(kind: FacetKind, key: string, state: object | undefined, version = this.sent): Promise<void> {
    this.sent += 1;
    const { source } = kind;
    await this.publishOn([
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

  stop(): Promise<void> {
    return this.end();
  }
}

/** The id of the session whose token this is. */
export const sessionIdOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
