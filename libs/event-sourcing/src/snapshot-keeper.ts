import type { CachedStream, Place } from './cached-stream.js';
import { beginOfMemory, CommandIds } from './command-ids.js';
import type { ExpectedVersion, StreamReader } from './event-store.js';
import { streamVersion, type StreamVersion } from './message.js';
import type { Snapshot, Snapshots } from './snapshots.js';
import { readAfter } from './stream-reading.js';

/** Where a stream's states start from; snapshots only save time, so that no failure of theirs fails a command. */
export class SnapshotKeeper {
  private readonly saving = new Set<Promise<void>>();

  constructor(
    private readonly store: StreamReader,
    private readonly snapshots: Snapshots | undefined,
  ) {}

  /** The newest usable snapshot, together with the command ids of the events before it. */
  async load({ stream, evolution }: CachedStream): Promise<{ place: Place; ids: CommandIds } | undefined> {
    const schema = evolution?.snapshot?.version;
    if (schema === undefined) return undefined;
    const snapshot = await this.snapshots?.load(stream, schema).catch(() => undefined);
    if (!snapshot) return undefined;
    const ids = new CommandIds(snapshot.latest);
    let reached: StreamVersion | undefined;
    for await (const event of readAfter(this.store, stream, startOf(snapshot))) {
      reached = event.version;
      if (reached > snapshot.version) break;
      ids.add(event, reached);
    }
    // A log restored from a backup may be older than the snapshot: then the log is right.
    if (reached === undefined || reached < snapshot.version) return undefined;
    return { place: snapshot, ids };
  }

  /** Saves in the background when the commit that led from `before` to `place` passed a multiple of the declared number. */
  saveIfDue({ stream, evolution }: CachedStream, before: ExpectedVersion, place: Place, latest: number): void {
    if (!this.snapshots || !evolution?.snapshot || place.version === 'no-stream') return;
    const { version: schema, every } = evolution.snapshot;
    const snapshotsUpTo = (version: ExpectedVersion): bigint =>
      version === 'no-stream' ? 0n : (version + 1n) / BigInt(every);
    if (snapshotsUpTo(place.version) === snapshotsUpTo(before)) return;
    const saving = this.snapshots
      .save(stream, schema, { state: place.state, version: place.version, latest })
      .catch(() => undefined)
      .finally(() => this.saving.delete(saving));
    this.saving.add(saving);
  }

  /** Resolves when nothing is being saved any more. */
  async idle(): Promise<void> {
    await Promise.all(this.saving);
  }
}

const startOf = ({ version }: Snapshot): ExpectedVersion => {
  const begin = beginOfMemory(version);
  return begin > 0n ? streamVersion(begin - 1n) : 'no-stream';
};
