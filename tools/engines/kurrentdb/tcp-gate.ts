import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A port that passes everything on, until it is cut: what a network does to a connection. */
export interface TcpGate {
  /** The same after it was closed and opened again. */
  readonly port: number;
  /** Breaks every connection there is; new ones are accepted. */
  cut(): void;
  /** Breaks every connection and refuses new ones until {@link open}. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Opens a gate before another port of this machine. */
export async function openGate(to: () => number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  let server: Server | undefined;
  let port = 0;
  const open = async (): Promise<void> => {
    // Small requests would otherwise wait for each other's acknowledgement.
    server = createServer({ noDelay: true }, (near) => {
      const far = keep(connect({ port: to(), host: '127.0.0.1', noDelay: true }));
      keep(near).pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  await open();
  return {
    port,
    cut,
    open,
    async close() {
      const closing = server;
      server = undefined;
      closing?.close();
      cut();
      if (closing) await once(closing, 'close');
    },
  };
}
