import type { StreamName, StreamVersion } from './message.js';

/** A state as it stood at one version of its stream. */
export type Snapshot = Readonly<{
  state: unknown;
  version: StreamVersion;
  /**
   * Newest `occurredAt`, in ms, of the events long before it whose command ids are not looked through any more; 0 without
   * any. Tells whether a command could be older than those that are (KRN-04).
   */
  latest: number;
}>;

/** Snapshots only save time: losing all of them changes nothing (KRN-05). */
export interface Snapshots {
  load(stream: StreamName, schema: number): Promise<Snapshot | undefined>;
  save(stream: StreamName, schema: number, snapshot: Snapshot): Promise<void>;
}
