import { Socket } from 'node:net';

/** What was connected to since the watch began. */
export type WatchedConnections = Readonly<{
  /** Hosts that are not this machine; each of these connections was refused. */
  outgoing: readonly string[];
  /** How many stayed on this machine: none means that nothing was watched. */
  loopback: () => number;
  /** Lets everything through again. */
  end: () => void;
}>;

const thisMachine = /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/;

/** Refuses every connection of this process to another machine, and writes down where it would have gone. */
export function watchConnections(): WatchedConnections {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back as it was, and called on each socket
  const original = Socket.prototype.connect;
  const outgoing: string[] = [];
  let loopback = 0;
  Socket.prototype.connect = function connect(this: Socket, ...args: never[]): Socket {
    const host = hostOf(args);
    if (thisMachine.test(host)) loopback += 1;
    else {
      outgoing.push(host);
      throw new Error(`a connection to ${host}`);
    }
    return Reflect.apply(original, this, args) as Socket;
  };
  return {
    outgoing,
    loopback: () => loopback,
    end: () => void (Socket.prototype.connect = original),
  };
}

/** The host a socket is about to connect to; the arguments are normalised by Node or given as options. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = args.flat() as [unknown, unknown];
  if (typeof first === 'object' && first !== null) return (first as { host?: string }).host ?? 'localhost';
  return typeof second === 'string' ? second : 'localhost';
}
