import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A connection to a local server that faults can be put on. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** How many connections are open. */
  readonly connections: number;
  /** Ends all connections, and every new one at once, until `heal`. */
  cut(): void;
  /** From now on an answer is lost, and its connection with it, when `decide` says so. */
  loseAnswers(decide: () => boolean): void;
  /** Lets everything through again. */
  heal(): void;
}

/** Passes connections on to `target` of this machine, which need not listen yet. */
export async function startTcpProxy(target: () => number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let isCut = false;
  let isLost = (): boolean => false;
  const server = createServer((client) => {
    if (isCut) return client.destroy();
    const upstream = connect(target(), '127.0.0.1');
    const end = (): void => {
      for (const socket of [client, upstream]) {
        open.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [client, upstream]) {
      open.add(socket.setNoDelay());
      socket.once('close', end).once('error', end);
    }
    client.pipe(upstream);
    upstream.on('data', (answer) => (isLost() ? end() : client.write(answer)));
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      // Each is open to both sides.
      return open.size / 2;
    },
    cut: () => {
      isCut = true;
      endAll();
    },
    loseAnswers: (decide) => (isLost = decide),
    heal: () => {
      isCut = false;
      isLost = () => false;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      endAll();
      await closed;
    },
  };
}
