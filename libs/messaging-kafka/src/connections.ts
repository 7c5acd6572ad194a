import type { ISocketFactory } from 'kafkajs';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectEncrypted } from 'node:tls';

const keepAlive = 60_000;

/**
 * The connections of one client. kafkajs keeps one open for as long as a request waits on it, and a member that joins a group
 * waits until all others have come: whoever left its connections to it would stay for a minute after its end, and a member
 * that nobody owns any more would join.
 */
export class Connections {
  readonly #open = new Set<Socket>();
  #closed = false;

  /** Makes one, as kafkajs does by itself. @throws Error once they are closed. */
  readonly make: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.#closed) throw closed();
    const socket = ssl
      ? connectEncrypted({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    this.#open.add(socket.setKeepAlive(true, keepAlive));
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  };

  /** Cuts those that are left, with what waits on them; no more are made. */
  close(): void {
    this.#closed = true;
    // By an error: of a connection that merely closes, kafkajs takes no notice.
    for (const socket of this.#open) socket.destroy(closed());
  }
}

const closed = (): Error => new Error('The message bus is closed.');
