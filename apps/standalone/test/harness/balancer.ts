import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How often each instance is asked whether it is ready, ms. */
const askEvery = 50;

/** One address for several instances of a service: each request goes to the next one that says it is ready, once. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
}

/** Starts one in front of these addresses, which need not listen yet. */
export async function startBalancer(instances: readonly string[]): Promise<Balancer> {
  const ready = new Set<string>();
  const ending = new AbortController();
  const agent = new Agent({ keepAlive: true });
  const watching = Promise.all(instances.map((instance) => watch(instance, ready, ending.signal)));
  let turn = 0;
  const server = createServer((asked, answer) => {
    const here = instances.filter((instance) => ready.has(instance));
    const instance = here[(turn += 1) % here.length];
    if (instance) passOn(asked, answer, instance, agent);
    else answer.writeHead(503, { 'retry-after': '1' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await watching;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function watch(instance: string, ready: Set<string>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { ok } = await fetch(`${instance}/health/ready`, { signal }).catch(() => ({ ok: false }));
    if (ok) ready.add(instance);
    else ready.delete(instance);
    await pause(askEvery, undefined, { signal }).catch(() => undefined);
  }
}

function passOn(asked: IncomingMessage, answer: ServerResponse, instance: string, agent: Agent): void {
  const { method, url = '/', headers } = asked;
  const passed = request(new URL(url, instance), { method: method ?? 'GET', headers, agent }, (answered) => {
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  // It has gone before it could say that it is not ready.
  passed.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
  asked.pipe(passed);
}
