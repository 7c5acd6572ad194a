import { CommandIds } from './command-ids.js';
import type { Decider } from './decider.js';
import type { AppendTicket, ExpectedVersion, StreamReader } from './event-store.js';
import type { Message, NewEvent, Recorded, StreamName, StreamVersion } from './message.js';
import type { SnapshotKeeper } from './snapshot-keeper.js';
import { readAfter } from './stream-reading.js';

/** What a stream needs of its decider: how states follow from events. */
export type Evolution = Pick<Decider<never, never, never>, 'snapshot'> &
  Readonly<{ initialState: () => unknown; evolve: (state: never, event: never) => unknown }>;

/** A state and where its stream stands. */
export type Place = Readonly<{ version: ExpectedVersion; state: unknown }>;

/** Events of one command, decided and queued, not known to be stored. */
export type Tentative = Readonly<{
  commandId: string;
  events: readonly NewEvent[];
  /** Where the stream stands with them. */
  place: Place & Readonly<{ version: StreamVersion }>;
  ticket: AppendTicket;
  /** Resolves, never rejects, once the events were confirmed or dropped. */
  settled: Promise<unknown>;
}>;

/** One stream as this process knows it: the committed state, and a tail of what is queued on top of it (KRN-05). */
export class CachedStream {
  /** How many commands hold it; it stays in the cache while any does. */
  holders = 0;
  /** Counts what made earlier decisions invalid: events of other writers, and own events that were dropped. */
  disturbances = 0;
  private committed: Place;
  private tail: Tentative[] = [];
  private ids = new CommandIds();
  private stale = true;
  private loaded = false;
  private reading: Promise<void> | undefined;

  /** Without an evolution only command ids are known. */
  constructor(
    readonly stream: StreamName,
    readonly evolution: Evolution | undefined,
    private readonly store: StreamReader,
    private readonly snapshots: SnapshotKeeper,
  ) {
    this.committed = { version: 'no-stream', state: evolution?.initialState() };
  }

  /** Whether it may be decided on: loaded, and not known to be behind. */
  get current(): boolean {
    return !this.stale && !this.reading;
  }

  /** Where the stream will stand when everything queued is stored. */
  get newest(): Place {
    return this.tail.at(-1)?.place ?? this.committed;
  }

  /** The last of what is queued; it stands or falls with all before it. */
  get lastTentative(): Tentative | undefined {
    return this.tail.at(-1);
  }

  /** The state after these events, on top of everything queued. */
  foresee(events: readonly NewEvent[]): Tentative['place'] {
    const { version, state } = this.newest;
    const before = version === 'no-stream' ? -1n : version;
    return {
      version: (before + BigInt(events.length)) as StreamVersion,
      state: events.reduce((next, event) => this.evolve(next, event), state),
    };
  }

  /** What this command queued, or the place of its first event when it is committed. */
  effectOf(commandId: string): Tentative | StreamVersion | undefined {
    return this.tail.find((tentative) => tentative.commandId === commandId) ?? this.ids.firstVersion(commandId);
  }

  /** Whether a command of that time could stand before the events whose ids are remembered. */
  mayHaveForgotten(occurredAt: Date): boolean {
    return this.ids.mayHaveForgotten(occurredAt);
  }

  queue(tentative: Tentative): void {
    this.tail.push(tentative);
  }

  /** The events were stored, and so was everything queued before them. */
  confirm(tentative: Tentative): void {
    const before = this.committed.version;
    for (const { events, place } of this.tail.splice(0, this.tail.indexOf(tentative) + 1)) {
      this.committed = place;
      const first = place.version - BigInt(events.length) + 1n;
      events.forEach((event, index) => this.ids.add(event, (first + BigInt(index)) as StreamVersion));
    }
    this.snapshots.saveIfDue(this, before, this.committed, this.ids.latestForgotten);
  }

  /** The events were not stored: everything queued on top of them falls too. */
  drop(tentative: Tentative): void {
    const place = this.tail.indexOf(tentative);
    if (place >= 0) this.dropFrom(place);
  }

  /** Somebody else has written, or an answer was ambiguous: read before the next decision. */
  markStale(): void {
    this.stale = true;
  }

  /** Loads it, or reads what it is known to lack; shared by all who wait for it. */
  async bringUpToDate(): Promise<void> {
    while (!this.current) await (this.reading ??= this.load().finally(() => (this.reading = undefined)));
  }

  /** Reads what is newer in the store. Several may do so at once: what is known already is skipped. */
  async readNewer(): Promise<void> {
    for await (const event of readAfter(this.store, this.stream, this.committed.version)) {
      const [first] = this.tail;
      // An own event, read before its append is answered. Wait for the answer: the same command may have come to another
      // instance, which stored the same ids, while the append from here fails.
      if (first?.events.some(({ id }) => id === event.id)) await first.settled;
      this.apply(event);
    }
  }

  private async load(): Promise<void> {
    this.stale = false;
    try {
      const start = this.loaded ? undefined : await this.snapshots.load(this);
      if (start) ({ place: this.committed, ids: this.ids } = start);
      this.loaded = true;
      await this.readNewer();
    } catch (error) {
      this.stale = true;
      throw error;
    }
  }

  private apply(event: Recorded): void {
    const { version } = this.committed;
    if (version !== 'no-stream' && event.version <= version) return;
    this.committed = { version: event.version, state: this.evolve(this.committed.state, event) };
    this.ids.add(event, event.version);
    // Somebody else's: nothing of what is queued here can be stored behind the place it was decided for.
    this.dropFrom(0);
  }

  private dropFrom(place: number): void {
    this.tail.length = place;
    this.disturbances += 1;
  }

  private evolve(state: unknown, event: Message): unknown {
    return this.evolution?.evolve(state as never, event as never);
  }
}
