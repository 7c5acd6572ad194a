import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Body = Readonly<Record<string, unknown>>;
/** What the stand-in tells of its site; each list of states is worked off, one a look. */
export type Told = {
  found: readonly Body[];
  left?: readonly Body[];
  states: string[];
  /** Every answer breaks off, is a page for people, or is somebody else's. */
  broken?: 'cut' | 'page' | 'other';
};

const base = { analysed: 3, people: 3, found: 0, overrides: 0, resolved: 0, unresolved: 0 };
const runs = '/api/v1/sites/site-1/diagnostic-runs';

/** Answers the routes of the public API that the job needs, and nothing else; refuses any other token. */
export class GatewayStandIn {
  readonly asked: string[] = [];
  private resolved = false;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  constructor(private readonly told: Told) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway');
    const route = `${request.method} ${pathname}`;
    this.asked.push(route);
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    if (this.told.broken) return this.serveBroken(response);
    if (route === 'POST /api/v1/sessions') {
      const { email, password, kind } = (await json(request)) as Body;
      if (password !== 'right')
        return answer(401, { code: 'wrong-credentials', detail: 'Email or password is wrong.' });
      const mustChangePassword = email === 'new@example.com';
      return answer(201, { mustChangePassword, ...(kind === 'token' && { token: 'good' }) });
    }
    if (request.headers.authorization !== 'Bearer good') {
      return answer(401, { code: 'session-ended', detail: 'Sign in again.' });
    }
    if (request.method === 'POST' && !request.headers['idempotency-key']) return answer(500, undefined);
    switch (route) {
      case 'GET /api/v1/sites':
        if ([...searchParams.keys()].join() !== 'slug') return answer(400, { code: 'validation-failed' });
        return answer(200, {
          items: searchParams.get('slug') === 'montreal' ? [{ id: 'site-1', slug: 'montreal' }] : [],
        });
      case 'DELETE /api/v1/sessions/current':
        return answer(204, undefined);
      case `POST ${runs}`:
        return answer(202, { id: 'run-1' });
      case `GET ${runs}/run-1`:
        return answer(200, { ...base, id: 'run-1', state: this.told.states.shift() ?? 'finished' });
      case `GET ${runs}/run-1/findings`:
        return answer(200, this.page(searchParams.get('after')));
      case `POST ${runs}/run-1/resolve`:
        this.resolved = true;
        return answer(202, undefined);
      default:
        return answer(404, { code: 'not-found', detail: 'There is no such thing here.' });
    }
  }

  private serveBroken(response: ServerResponse): void {
    response.writeHead(200, { 'content-length': this.told.broken === 'cut' ? 1000 : 6 });
    response.write(this.told.broken === 'page' ? '<html>' : '[true]');
    if (this.told.broken === 'cut') setImmediate(() => response.destroy());
    else response.end();
  }

  /** One finding a page. */
  private page(after: string | null): Body {
    const all = this.resolved ? (this.told.left ?? []) : this.told.found;
    const start = after === null ? 0 : Number(after);
    return { items: all.slice(start, start + 1), ...(start + 1 < all.length && { next: String(start + 1) }) };
  }
}
