import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningService, ServiceClient } from '@rollcall/service-kit';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningStandalone, runStandalone } from './harness/run-standalone.js';
import { createShiftedClock } from './harness/shifted-clock.js';

type Route = Readonly<{ method: string; path: string }>;

/** What may be asked without a token: health, figures, public keys. */
const open: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics', '/.well-known/jwks.json']);
const services = ['directory', 'identity', 'authorization', 'licensing'] as const;

const clock = createShiftedClock();
let run: RunningStandalone;
/** Tokens of the gateway, by whom they are for; two minutes old for `expired`. */
const tokens = { expired: new Map<string, string>(), valid: new Map<string, string>() };
beforeAll(async () => {
  run = await runStandalone({ clock });
  for (const service of services) tokens.expired.set(service, await tokenFor(service));
  clock.shift(120_000);
  for (const service of services) tokens.valid.set(service, await tokenFor(service));
}, 60_000);
afterAll(() => run.end());

const serviceOf = (name: string): RunningService => run.standalone.services.find((service) => service.name === name)!;

/** The token that the gateway sends to a service: who stands at that service's address sees it. */
async function tokenFor(service: string): Promise<string> {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { gateway } = run.standalone;
  const addresses = Object.fromEntries(run.standalone.services.map(({ name, url }) => [name, url]));
  gateway.meet({ ...addresses, [service]: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  await gateway.app.get(ServiceClient).get(service, '/');
  gateway.meet(addresses);
  server.close();
  return seen[0]!.replace('Bearer ', '');
}

/** Every route that a running service listens to, as its server tells; parameters have something in their place. */
function routesOf(service: RunningService): readonly Route[] {
  const tree = service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const parts: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, part, methods] = /^([│ ]*)[├└]── (\S*)(?: \((.*)\))?$/.exec(line) ?? [];
    if (indent === undefined || part === undefined) return [];
    parts.length = indent.length / 4;
    parts.push(part);
    const path = parts.join('').replaceAll(/:[A-Za-z]\w*/g, 'some-id');
    return (methods ?? '').split(', ').flatMap((method) => (/^[A-Z]+$/.test(method) ? [{ method, path }] : []));
  });
}

const isOpen = ({ path }: Route): boolean => open.has(path);

/** What every route but the open ones answers to somebody who sends this. */
async function answersTo(service: RunningService, headers: Readonly<Record<string, string>>) {
  const routes = routesOf(service).filter((route) => !isOpen(route));
  return Promise.all(
    routes.map(async ({ method, path }) => {
      const { status } = await fetch(`${service.url}${path}`, { method, headers });
      return `${method} ${path} ${status}`;
    }),
  );
}
const allRefused = (service: RunningService): readonly string[] =>
  routesOf(service)
    .filter((route) => !isOpen(route))
    .map(({ method, path }) => `${method} ${path} 401`);
const bearing = (token: string | undefined) => ({ authorization: `Bearer ${token}` });

describe.each(services)('%s', (name) => {
  const another = services[(services.indexOf(name) + 1) % services.length]!;

  test('CARD-3 tells everybody only how it is, and which keys it signs with', async () => {
    const routes = routesOf(serviceOf(name));
    expect(new Set(routes.filter(isOpen).map(({ path }) => path))).toEqual(open);
    expect(routes.filter((route) => !isOpen(route)).length).toBeGreaterThan(5);
    for (const path of open) expect((await fetch(`${serviceOf(name).url}${path}`)).status).toBe(200);
  });

  test.each([
    ['no token', () => ({})],
    ['a token that has expired', () => bearing(tokens.expired.get(name))],
    ['a token for another service', () => bearing(tokens.valid.get(another))],
    ['a token that nobody signed', () => bearing(`${tokens.valid.get(name)!.replace(/[^.]*$/, '')}${'A'.repeat(86)}`)],
  ])('CARD-3 refuses everybody with %s, on every other route it listens to', async (_what, headers) => {
    expect(await answersTo(serviceOf(name), headers())).toEqual(allRefused(serviceOf(name)));
  });

  test('CARD-3 lets a service in by the same questions, with a token of this minute', async () => {
    const url = `${serviceOf(name).url}/internal/v1/feed`;
    expect((await fetch(url, { headers: bearing(tokens.valid.get(name)) })).status).toBe(200);
  });
});

test('CARD-3 the public door has no internal route', () => {
  const routes = routesOf(run.standalone.gateway);
  expect(routes.length).toBeGreaterThan(50);
  expect(routes.filter(({ path }) => path.includes('internal'))).toEqual([]);
});
