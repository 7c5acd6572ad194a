import type { StreamName, StreamVersion } from './message.js';

/** A state as it stood at one version of its stream. */
export type Snapshot = Readonly<{
  state: unknown;
  version: StreamVersion;
  /** Newest `occurredAt` of the events it folds, in ms: tells whether a command could be older than the snapshot. */
  latest: number;
}>;

/** Snapshots only save time: losing all of them changes nothing (KRN-05). */
export interface Snapshots {
  load(stream: StreamName, schema: number): Promise<Snapshot | undefined>;
  save(stream: StreamName, schema: number, snapshot: Snapshot): Promise<void>;
}
