/** Of the driver's client, what it tells of its looks at the servers, and how it begins anew. */
export interface WatchedClient {
  on(event: Heartbeat, listener: () => void): unknown;
  off(event: Heartbeat, listener: () => void): unknown;
  close(): Promise<void>;
  connect(): Promise<unknown>;
}
type Heartbeat = (typeof heartbeats)[number];

const heartbeats = ['serverHeartbeatStarted', 'serverHeartbeatSucceeded', 'serverHeartbeatFailed'] as const;

/**
 * Lets a client begin anew that has not told of any look at a server for so long, ms: the driver waits forever for a look
 * that it began on a socket which was just about to close, and takes the server for lost from then on. Ends with the
 * function it answers, which waits for a beginning under way.
 */
export function restartWhenSilent(client: WatchedClient, silentFor: number): () => Promise<void> {
  let heardAt = performance.now();
  let restarting: Promise<void> | undefined;
  const heard = (): void => void (heardAt = performance.now());
  for (const event of heartbeats) client.on(event, heard);
  const restart = async (): Promise<void> => {
    // What is under way fails, and is tried again by whoever wants it.
    await client.close().catch(() => undefined);
    // A client that could not begin looks at nothing: the next tick is not too early.
    await client.connect().then(heard, () => (heardAt = -Infinity));
    restarting = undefined;
  };
  const timer = setInterval(() => {
    if (!restarting && performance.now() - heardAt > silentFor) restarting = restart();
  }, silentFor / 4).unref();
  return async () => {
    clearInterval(timer);
    await restarting;
    for (const event of heartbeats) client.off(event, heard);
  };
}
