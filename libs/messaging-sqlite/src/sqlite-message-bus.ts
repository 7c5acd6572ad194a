import type {
  Clock,
  Envelope,
  Handling,
  MessageBus,
  MessageCodec,
  ParkedMessages,
  Scheduler,
  Subscription,
} from '@rollcall/event-sourcing';
import { NoMember, StoreClosed } from '@rollcall/event-sourcing';
import { GroupSubscription } from './group-subscription.js';
import { MessageLog } from './message-log.js';
import { MessageReader } from './message-reader.js';
import { Observer } from './observer.js';
import { Offsets } from './offsets.js';
import { ParkedStore } from './parked-store.js';
import type { Partition } from './partition-of.js';
import { Publisher } from './publisher.js';
import { Signal } from './signal.js';

/** Where the bus lies and what it works with. */
export type SqliteMessageBusOptions = Readonly<{
  /** The log of all topics; offsets lie beside it in `<file>-offsets.sqlite`. Several processes may share it. */
  file: string;
  /** Messages set aside; beside the log by default. */
  parkedFile?: string;
  codec: MessageCodec;
  scheduler: Scheduler;
  clock: Clock;
  /** How long a member that has gone silent keeps its partitions, ms. 10 s by default. */
  leaseMs?: number;
}>;

/** How often to look for messages and members of other processes, ms: this process's own wake at once. */
const lookAround = 100;

/** The message bus in SQLite files: topics of 12 partitions, durable, in order per key, groups that share their work. */
export function createSqliteMessageBus(options: SqliteMessageBusOptions): MessageBus {
  return new SqliteMessageBus(options);
}

class SqliteMessageBus implements MessageBus {
  readonly parked: ParkedMessages;
  readonly #options: SqliteMessageBusOptions;
  readonly #leaseMs: number;
  readonly #log: MessageLog;
  readonly #reader: MessageReader;
  readonly #offsets: Offsets;
  readonly #parkedStore: ParkedStore;
  readonly #publisher: Publisher;
  readonly #moved = new Signal();
  readonly #groups = new Set<GroupSubscription>();
  readonly #observers = new Set<Observer>();
  /** The newest message whose partition's workers were woken. */
  #known: number;
  #renewed = performance.now();
  #timer: NodeJS.Timeout;
  #closing: Promise<void> | undefined;

  constructor(options: SqliteMessageBusOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? 10_000;
    this.#log = new MessageLog(options.file);
    this.#offsets = new Offsets(besides(options.file, 'offsets'), this.#leaseMs);
    this.#parkedStore = new ParkedStore(options.parkedFile ?? besides(options.file, 'parked'));
    this.#reader = new MessageReader(this.#log, options.codec);
    this.#known = this.#log.head();
    const { codec, scheduler } = options;
    this.#publisher = new Publisher({ log: this.#log, codec, scheduler, appended: (places) => this.#appended(places) });
    this.parked = this.#parkedMessages();
    this.#timer = setTimeout(() => this.#lookAround(), lookAround).unref();
  }

  async publish(messages: readonly Envelope[]): Promise<void> {
    this.#assertOpen();
    if (messages.length > 0) await this.#publisher.publish(messages);
  }

  async consume(group: string, topics: readonly string[], handling: Handling): Promise<Subscription> {
    this.#assertOpen();
    const { clock } = this.#options;
    const urgent = 'batch' in handling && handling.urgent === true;
    const scheduler = urgent ? this.#options.scheduler.ahead : this.#options.scheduler;
    const subscription = new GroupSubscription({
      ...{ group, topics, handling, scheduler, clock },
      log: this.#log,
      reader: this.#reader,
      offsets: this.#offsets,
      parked: this.#parkedStore,
      moved: this.#moved,
      shared: (from) => this.#balance((other) => other.group === from.group && other !== from),
      ended: (ended) => this.#groups.delete(ended),
    });
    this.#groups.add(subscription);
    await subscription.balance();
    return subscription;
  }

  async observe(topics: readonly string[], handle: (message: Envelope) => void): Promise<Subscription> {
    this.#assertOpen();
    const { scheduler } = this.#options;
    const observer = new Observer({
      ...{ topics, handle, scheduler, log: this.#log, reader: this.#reader, moved: this.#moved },
      ended: (ended) => this.#observers.delete(ended),
    });
    this.#observers.add(observer);
    return observer;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#publisher.idle();
    await Promise.all([...this.#groups, ...this.#observers].map((subscription) => subscription[Symbol.asyncDispose]()));
    this.#moved.close(closed());
    this.#log.close();
    this.#offsets.close();
    this.#parkedStore.close();
  }

  #parkedMessages(): ParkedMessages {
    const { scheduler } = this.#options;
    const parked = this.#parkedStore;
    const handedOver = async (group: string, key: string): Promise<void> => {
      this.#wake('all');
      await this.#moved.until(() => {
        if (!parked.isDue(group, key)) return true;
        this.#assertConsumed(group);
        return false;
      });
    };
    return {
      list: async (group) => {
        this.#assertOpen();
        return scheduler.run(() => parked.list(group));
      },
      redrive: async (group, key) => {
        this.#assertOpen();
        await scheduler.run(() => {
          if (parked.list(group).some((message) => message.key === key)) this.#assertConsumed(group);
          parked.markDue(group, key);
        });
        await handedOver(group, key);
      },
      skip: async (id) => {
        this.#assertOpen();
        const skipped = await scheduler.run(() => {
          const { group, key } = parked.list().find((message) => message.id === id) ?? {};
          const behind = group === undefined ? [] : parked.list(group).filter((message) => message.key === key);
          if (group !== undefined && behind.length > 1) this.#assertConsumed(group);
          return parked.skip(id);
        });
        if (skipped) await handedOver(skipped.group, skipped.key);
      },
    };
  }

  #appended(places: ReturnType<MessageLog['append']>): void {
    const first = places[0]?.position;
    // Otherwise another process wrote in between; looking around finds its messages.
    if (first === this.#known + 1) this.#known = places.at(-1)!.position;
    this.#wake(places);
  }

  #wake(places: readonly Partition[] | 'all'): void {
    for (const group of this.#groups) group.wake(places);
    for (const observer of this.#observers) observer.wake();
  }

  /** Notices what other processes do: their messages, their members, how far they have come. */
  #lookAround(): void {
    try {
      const head = this.#log.head();
      this.#parkedStore.lookAgain();
      if (head > this.#known) this.#wake('all');
      this.#known = head;
      for (const group of this.#groups) group.commitLeftOver();
      if (performance.now() - this.#renewed > this.#leaseMs / 3) {
        this.#renewed = performance.now();
        this.#balance(() => true);
        this.#wake('all');
      } else this.#balance((group) => group.unbalanced);
      this.#moved.raise();
    } catch {
      // A file is away for a moment: the next look finds what this one missed.
    } finally {
      this.#timer = setTimeout(() => this.#lookAround(), lookAround).unref();
    }
  }

  /** A failed look at the shares is repeated with the next lease renewal. */
  #balance(which: (group: GroupSubscription) => boolean): void {
    for (const group of this.#groups) if (which(group)) void group.balance().catch(() => undefined);
  }

  #assertConsumed(group: string): void {
    if (!this.#offsets.isConsumed(group, this.#options.clock.now())) throw new NoMember(group);
  }

  #assertOpen(): void {
    if (this.#closing) throw closed();
  }
}

const closed = (): StoreClosed => new StoreClosed('The message bus is closed.');
const besides = (file: string, what: string): string => `${file.replace(/\.sqlite$/, '')}-${what}.sqlite`;
