import type { Partition } from './partition.js';
import type { StoredMessage } from './stored-message.js';

/** More messages than this wait for their turn: nothing more is fetched. */
const enough = 1_000;

/**
 * What was fetched of one partition and is not handled yet, and how far the group has come on it. An offset only ever
 * stands behind an unbroken run of handled messages.
 */
export class PartitionQueue implements Partition {
  readonly topic: string;
  readonly partition: number;
  /** Everything before it is handled. */
  handled: number;
  /** What the group has committed. */
  committed: number;
  /** Where the partition ended when it was last looked. */
  end: number;
  lost = false;
  #messages: StoredMessage[] = [];
  /** What the brokers are to send next; what comes earlier is here already. */
  #next: number;
  #room = Promise.withResolvers<void>();

  constructor({ topic, partition }: Partition, start: number, end: number) {
    this.topic = topic;
    this.partition = partition;
    this.handled = start;
    this.committed = start;
    this.end = end;
    this.#next = start;
  }

  get next(): number {
    return this.#next;
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0;
  }

  get isFull(): boolean {
    return this.#messages.length > enough;
  }

  get lag(): number {
    return Math.max(0, this.end - this.handled);
  }

  /** Where the partition ends and, when its beginning has been deleted, begins. */
  measure({ low, high }: Readonly<{ low: number; high: number }>): void {
    this.end = Math.max(this.end, high);
    if (this.#messages.length > 0 || low <= this.#next) return;
    this.#next = low;
    this.handled = low;
  }

  /** Takes what was fetched: everything up to and without `next`. */
  add(messages: readonly StoredMessage[], next: number, end: number): void {
    this.#messages.push(...messages.filter(({ offset }) => offset >= this.#next));
    this.#next = Math.max(this.#next, next);
    this.end = Math.max(this.end, end);
  }

  /** The next messages, which stay until they are done. */
  peek(limit: number): readonly StoredMessage[] {
    return this.#messages.slice(0, limit);
  }

  /** The first messages, up to and with this offset, are handled. */
  done(offset: number): void {
    let count = 0;
    while (count < this.#messages.length && this.#messages[count]!.offset <= offset) count++;
    this.#messages.splice(0, count);
    this.handled = Math.max(this.handled, offset + 1);
    if (this.isFull) return;
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }

  /** Another member has the partition now: nothing that happens here counts any more. */
  lose(): void {
    this.lost = true;
    this.#messages = [];
    this.#room.resolve();
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    if (this.isFull) await this.#room.promise;
  }
}
