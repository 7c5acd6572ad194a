import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { ConfigurationError, type KitConfiguration, type RunningService } from '@rollcall/service-kit';

/**
 * Starts the public door where the configuration says.
 * @throws ConfigurationError when somebody else listens there.
 */
export async function gatewayOn(
  { host, port }: KitConfiguration,
  start: (host: string, port: number) => Promise<RunningService>,
): Promise<RunningService> {
  try {
    return await start(host, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigurationError(
      `Port ${port} of ${host} is taken by another process: stop that one, or set ROLLCALL_PORT to a free port.`,
    );
  }
}

/** A port that nobody listens on: the links in mails name it before the door opens. */
export async function freePort(host: string): Promise<number> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
