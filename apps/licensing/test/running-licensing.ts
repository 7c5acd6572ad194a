import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Cryptography, Envelope, MessageBus } from '@rollcall/event-sourcing';
import {
  BUS,
  createLogger,
  CRYPTOGRAPHY,
  loadConfiguration,
  openEngines,
  type RunningService,
  ServiceClient,
  startService,
} from '@rollcall/service-kit';
import { LicensingModule } from '../src/index.js';
import { OthersTell } from './others-tell.js';

const base = '/internal/v1';
/** The admin on whose behalf the gateway asks. */
export const asAdmin = { correlationId: 'c', actor: { kind: 'user' as const, id: 'admin' } };

/** Licensing on the embedded engines, beside an identity that knows whoever is asked for as `<name>@example.com`. */
export class RunningLicensing {
  private constructor(
    readonly service: RunningService,
    readonly others: OthersTell,
    private readonly stopAll: () => Promise<void>,
  ) {}

  static async start({ dataDir, clock }: { dataDir?: string; clock?: Clock } = {}): Promise<RunningLicensing> {
    const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'rollcall-licensing-'));
    const configuration = loadConfiguration({ ROLLCALL_DATA_DIR: folder }, {});
    const engines = await openEngines(configuration, clock);
    const options = { engines, configuration, host: '127.0.0.1', port: 0, logger: createLogger('silent') };
    const service = await startService(LicensingModule, options);
    const identity = await startIdentity();
    await service.follow({ licensing: service.url, identity: identity.url });
    return new RunningLicensing(service, new OthersTell(service.app.get<Cryptography>(CRYPTOGRAPHY)), async () => {
      await service.stop();
      await engines.close();
      await identity.stop();
      if (dataDir === undefined) rmSync(folder, { recursive: true });
    });
  }

  /** A team with one subscribed site. */
  async open(total: number): Promise<void> {
    await this.ask('post', '/teams', { teamId: 'team', name: 'Team', total });
    await this.tell(this.others.site('montreal'));
  }

  /** Publishes what other services say and waits until nothing is left to do. */
  async tell(...messages: readonly Envelope[]): Promise<void> {
    await this.service.app.get<MessageBus>(BUS).publish(messages);
    await this.service.quiet();
  }

  ask<T = unknown>(method: 'get' | 'post' | 'put' | 'patch', path: string, body?: object) {
    const options = { context: asAdmin, ...(body && { body }) };
    return this.service.app.get(ServiceClient)[method]<T>('licensing', base + path, options);
  }

  async read<T>(path: string): Promise<T> {
    const answer = await this.ask<T>('get', path);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.body;
  }

  stop(): Promise<void> {
    return this.stopAll();
  }
}

/** Answers whose address it is, as identity does; `nobody@example.com` is nobody's. */
async function startIdentity(): Promise<Readonly<{ url: string; stop: () => Promise<void> }>> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://identity');
    const [name = ''] = (url.searchParams.get('email') ?? '').split('@');
    const known = url.pathname === '/internal/v1/accounts/by-email' && name !== 'nobody' && name !== '';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { accountId: `account-${name}` } : { code: 'not-found', detail: 'Nobody.' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
