import type {
  AppendTicket,
  Appended,
  Cryptography,
  EventCodec,
  EventStore,
  LogEntry,
  Message,
  Position,
  Recorded,
  Scheduler,
  StreamName,
  StreamVersion,
  StreamWrite,
} from '@rollcall/event-sourcing';
import { StoreClosed, encodeAppend } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase } from '@rollcall/sqlite';
import type { AppendQueue } from './append-queue.js';
import { createAppendQueue } from './append-queue.js';
import { commitAppends } from './append-transaction.js';
import type { CommitSignal } from './commit-signal.js';
import { createCommitSignal } from './commit-signal.js';
import { eventMigrations, positionOf } from './event-table.js';
import type { FollowOptions } from './follow-log.js';
import { followLog } from './follow-log.js';
import type { LogReader } from './log-reader.js';
import { createLogReader, eventsOf } from './log-reader.js';
import { createStoreAppend } from './store-append.js';

/** What the store is made of. `file` is created when missing; its folder is not. */
export type SqliteEventStoreOptions = Readonly<{
  file: string;
  codec: EventCodec;
  cryptography: Cryptography;
  scheduler: Scheduler;
}>;

/**
 * The event store of one service in one file: a writing connection whose every commit is on the disk before it is
 * answered (`FULL`), and a reading one. Appends of one turn of the event loop share a transaction (KRN-05).
 */
export function createSqliteEventStore(options: SqliteEventStoreOptions): EventStore {
  return new SqliteEventStore(options);
}

class SqliteEventStore implements EventStore {
  private readonly codec: EventCodec;
  private readonly scheduler: Scheduler;
  private readonly writing: DatabaseSync;
  private readonly reading: DatabaseSync;
  private readonly log: LogReader;
  private readonly grown: CommitSignal;
  private readonly appends: AppendQueue;
  private readonly closing = new AbortController();
  private closed: Promise<void> | undefined;

  constructor({ file, codec, cryptography, scheduler }: SqliteEventStoreOptions) {
    this.codec = codec;
    this.scheduler = scheduler;
    this.writing = openDatabase({ file, synchronous: 'FULL', migrations: eventMigrations });
    this.reading = openDatabase({ file, synchronous: 'FULL', migrations: eventMigrations });
    const log = createLogReader(this.reading, codec);
    this.log = log;
    this.grown = createCommitSignal(() => log.head());
    const store = createStoreAppend(this.writing, cryptography);
    this.appends = createAppendQueue(scheduler, (run) => {
      const outcomes = commitAppends(this.writing, store, run);
      this.grown.committed();
      return outcomes;
    });
  }

  async append(writes: readonly StreamWrite[], ticket?: AppendTicket): Promise<readonly Appended[]> {
    this.assertOpen();
    return this.appends.add(() => encodeAppend(this.codec, writes), ticket);
  }

  async *readStream<E extends Message>(
    stream: StreamName,
    options: { after?: StreamVersion } = {},
  ): AsyncGenerator<Recorded<E>> {
    let after = Number(options.after ?? -1n);
    for (let end = false; !end;) {
      const slice = await this.whileOpen(() => this.log.stream(stream, after));
      for (const event of await eventsOf(slice)) yield event as Recorded<E>;
      after += slice.events.length;
      end = slice.end;
    }
  }

  follow<E extends Message>(options: FollowOptions<E>): AsyncIterable<LogEntry<E>> {
    const { log, grown, scheduler } = this;
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return followLog<E>({ log, grown, scheduler, assertOpen: () => this.assertOpen() }, { ...options, signal });
  }

  async head(): Promise<Position | 'start'> {
    const newest = await this.whileOpen(() => this.log.head());
    return newest === 0 ? 'start' : positionOf(newest);
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    this.closing.abort();
    await this.appends.drained();
    this.reading.close();
    this.writing.close();
  }

  private whileOpen<T>(work: () => T): Promise<T> {
    return this.scheduler.run(() => {
      this.assertOpen();
      return work();
    });
  }

  private assertOpen(): void {
    if (this.closed) throw new StoreClosed('The event store was closed.');
  }
}
