import type { StreamName, StreamVersion } from './message.js';

/** A state as it stood at one version of its stream. */
export type Snapshot = Readonly<{
  state: unknown;
  version: StreamVersion;
  /**
   * Newest `occurredAt`, in ms, of the events more than 10,000 before it; 0 without any. Tells whether a command could be
   * older than those whose ids are looked through (KRN-04).
   */
  latest: number;
}>;

/** Snapshots only save time: losing all of them changes nothing (KRN-05). */
export interface Snapshots {
  load(stream: StreamName, schema: number): Promise<Snapshot | undefined>;
  save(stream: StreamName, schema: number, snapshot: Snapshot): Promise<void>;
}
