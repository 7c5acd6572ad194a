import {
  chainHash,
  createEventCodec,
  encodeAppend,
  PredecessorFailed,
  StoreClosed,
  streamVersion,
  VersionConflict,
  type AppendTicket,
  type Appended,
  type Cryptography,
  type EncodedWrite,
  type EventCodec,
  type EventStore,
  type LogEntry,
  type Message,
  type Position,
  type StoredEvent,
  type StreamName,
  type StreamWrite,
} from '@rollcall/event-sourcing';

type Row = StoredEvent & Readonly<{ position: Position }>;

/** The event store port over arrays, with the real codec in between. Deterministic: no timer, no turn of its own. */
export function createMemoryEventStore(options: { cryptography: Cryptography; codec?: EventCodec }): EventStore {
  return new MemoryEventStore(options.cryptography, options.codec ?? createEventCodec(options));
}

class MemoryEventStore implements EventStore {
  private readonly log: Row[] = [];
  private readonly streams = new Map<StreamName, Row[]>();
  private lastAppend: Promise<unknown> = Promise.resolve();
  private woken = Promise.withResolvers<void>();
  private closed = false;

  constructor(
    private readonly cryptography: Cryptography,
    private readonly codec: EventCodec,
  ) {}

  append(writes: readonly StreamWrite[], ticket: AppendTicket = { after: [] }): Promise<readonly Appended[]> {
    if (this.closed) return Promise.reject(new StoreClosed('The event store is closed'));
    const encoding = (async () => encodeAppend(this.codec, writes))();
    const appended = Promise.all([this.lastAppend, encoding.catch(() => undefined)]).then(async () => {
      try {
        const result = this.commit(await encoding, ticket);
        ticket.outcome = 'stored';
        return result;
      } catch (error) {
        ticket.outcome = 'failed';
        throw error;
      }
    });
    this.lastAppend = appended.catch(() => undefined);
    return appended;
  }

  async *readStream<E extends Message>(
    stream: StreamName,
    { after }: { after?: StoredEvent['version'] } = {},
  ): AsyncGenerator<E & Awaited<ReturnType<EventCodec['decode']>>> {
    this.assertOpen();
    for (const row of (this.streams.get(stream) ?? []).slice(Number(after ?? -1n) + 1)) {
      yield (await this.codec.decode(row)) as never;
    }
  }

  async *follow<E extends Message>(options: {
    after: Position | 'start';
    types: readonly E['type'][] | 'all';
    signal: AbortSignal;
  }): AsyncGenerator<LogEntry<E>> {
    const { types, signal } = options;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    let next = options.after === 'start' ? 0 : Number(options.after);
    this.assertOpen();
    while (!signal.aborted && !this.closed) {
      // Taken before the log is looked at: an append in between wakes this follower too.
      const woken = this.woken.promise;
      while (next < this.log.length && !signal.aborted) {
        const row = this.log[next++]!;
        if (types !== 'all' && !types.includes(row.type)) yield { kind: 'reached', position: row.position };
        else yield { kind: 'event', position: row.position, event: await this.codec.decode<E>(row) };
      }
      if (!signal.aborted) yield { kind: 'caught-up', position: positionOf(next) };
      await Promise.race([woken, aborted]);
    }
  }

  async head(): Promise<Position | 'start'> {
    this.assertOpen();
    return this.log.at(-1)?.position ?? 'start';
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.lastAppend;
    this.woken.resolve();
  }

  private commit(writes: readonly EncodedWrite[], ticket: AppendTicket): readonly Appended[] {
    if (ticket.after.some(({ outcome }) => outcome === 'failed'))
      throw new PredecessorFailed('An earlier append failed');
    const repeated = this.repeated(writes);
    if (repeated) return repeated;
    for (const { stream, expected } of writes) {
      const actual = this.streams.get(stream)?.at(-1)?.version ?? 'no-stream';
      if (actual !== expected) throw new VersionConflict(stream, expected, actual);
    }
    for (const write of writes) this.store(write);
    this.woken.resolve();
    this.woken = Promise.withResolvers();
    return this.places(writes);
  }

  private store({ stream, events }: EncodedWrite): void {
    const rows = this.streams.get(stream) ?? [];
    if (events.length > 0) this.streams.set(stream, rows);
    for (const event of events) {
      const hash = chainHash(this.cryptography, rows.at(-1)?.hash, event);
      const row = {
        ...event,
        stream,
        hash,
        version: streamVersion(rows.length),
        position: positionOf(this.log.length + 1),
      };
      rows.push(row);
      this.log.push(row);
    }
  }

  /** What the first call stored, when all events stand at their places already. */
  private repeated(writes: readonly EncodedWrite[]): readonly Appended[] | undefined {
    const withEvents = writes.filter(({ events }) => events.length > 0);
    const stands = (write: EncodedWrite): boolean =>
      write.events.every(({ id }, index) => this.streams.get(write.stream)?.[placeOf(write) + index]?.id === id);
    return withEvents.length > 0 && withEvents.every(stands) ? this.places(writes) : undefined;
  }

  private places(writes: readonly EncodedWrite[]): readonly Appended[] {
    const last = writes.map((write) => this.streams.get(write.stream)?.[placeOf(write) + write.events.length - 1]);
    const newest = last.filter((_, index) => writes[index]!.events.length > 0).map((row) => row!.position);
    const position = newest.sort().at(-1) ?? positionOf(this.log.length);
    return writes.map(({ events }, index) => ({
      version: last[index]?.version ?? streamVersion(-1),
      position: events.length > 0 ? last[index]!.position : position,
    }));
  }

  private assertOpen(): void {
    if (this.closed) throw new StoreClosed('The event store is closed');
  }
}

const positionOf = (place: number): Position => String(place).padStart(20, '0') as Position;
const placeOf = ({ expected }: EncodedWrite): number => (expected === 'no-stream' ? 0 : Number(expected) + 1);
