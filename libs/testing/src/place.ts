import { afterEach } from '@jest/globals';

/** Where an adapter keeps what one test writes: a folder, a server, a piece of memory. */
export interface Place<Port> {
  /** Opens the port on the place, also while it is open: another instance, or the same one after a restart. */
  readonly open: () => Promise<Port>;
  /** Removes the place once everything open on it is closed. */
  readonly remove: () => Promise<void>;
}

/** Opens a port on a place of its own for one test; it is closed and removed behind the test. */
export function usePlaces<Port extends { close(): Promise<void> }>(
  place: () => Promise<Place<Port>>,
): () => Promise<{ port: Port; open: () => Promise<Port> }> {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });
  return async () => {
    const { open: openPort, remove } = await place();
    cleanUp.push(remove);
    const open = async (): Promise<Port> => {
      const port = await openPort();
      cleanUp.push(() => port.close());
      return port;
    };
    return { port: await open(), open };
  };
}
