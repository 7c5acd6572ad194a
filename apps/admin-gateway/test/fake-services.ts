import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** Whatever a body holds: the assertions are the check. */
export type Json = ReturnType<typeof JSON.parse>;

/** A call as a service gets it. */
export type Call = Readonly<{
  service: string;
  route: string;
  query: URLSearchParams;
  body: Json;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}>;
/** What a scripted service answers. */
export type Reply = Readonly<{ status?: number; body?: unknown; headers?: Readonly<Record<string, string>> }>;

const names = ['directory', 'identity', 'licensing', 'authorization'];

/** The four services, scripted: routes that a test has not named answer 404. */
export class FakeServices {
  readonly calls: Call[] = [];
  private readonly routes = new Map<string, (call: Call) => Reply | Promise<Reply>>();
  private readonly servers: Server[] = [];
  urls: Readonly<Record<string, string>> = {};

  static async start(): Promise<FakeServices> {
    const services = new FakeServices();
    services.urls = Object.fromEntries(await Promise.all(names.map((name) => services.listen(name))));
    for (const name of names) services.on(name, 'GET /feed', () => ({ body: { status: 'live', lagMs: 0 } }));
    return services;
  }

  /** Says what a route answers from now on, e.g. `on('identity', 'POST /sessions', …)`. */
  on(service: string, route: string, reply: (call: Call) => Reply | Promise<Reply>): void {
    this.routes.set(`${service} ${route}`, reply);
  }

  /** The calls of one route so far. */
  callsOf(service: string, route: string): readonly Call[] {
    return this.calls.filter((call) => call.service === service && call.route === route);
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  }

  private async listen(service: string): Promise<readonly [string, string]> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [address = '', search] = (request.url ?? '').replace('/internal/v1', '').split('?');
        const route = `${request.method} ${address}`;
        const text = Buffer.concat(chunks).toString();
        const isJson = request.headers['content-type'] === 'application/json' && chunks.length > 0;
        const query = new URLSearchParams(search);
        const call = { service, route, query, body: isJson ? JSON.parse(text) : text, headers: request.headers };
        if (route !== 'GET /feed') this.calls.push(call);
        const missing: Reply = { status: 404, body: { code: 'not-found', detail: 'There is no such thing.' } };
        void Promise.resolve(this.routes.get(`${service} ${route}`)?.(call) ?? missing).then(
          ({ status, body, headers }) => {
            response.writeHead(status ?? (body === undefined ? 204 : 200), {
              'content-type': 'application/json',
              ...headers,
            });
            response.end(body === undefined ? undefined : JSON.stringify(body));
          },
        );
      });
    });
    this.servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return [service, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
  }
}
