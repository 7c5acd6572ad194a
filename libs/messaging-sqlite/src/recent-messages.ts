import type { StoredMessage } from './message-log.js';
import type { Partition } from './partition-of.js';
import { nameOf } from './partition-of.js';

/** As many characters of messages are kept: some thousands of the usual size. Whoever is further behind reads the file. */
const keptAtMost = 8 * 1024 * 1024;

/**
 * The messages this process stored last, without a gap: every group of it reads them shortly after each other, as the very
 * same objects, so that what was made of one need not be made again. Texts as stored: what is sealed stays sealed.
 */
export class RecentMessages {
  #messages: StoredMessage[] = [];
  #byPartition = new Map<string, StoredMessage[]>();
  #size = 0;

  /** Takes in what was just committed. */
  add(stored: readonly StoredMessage[]): void {
    const follows = this.#messages.at(-1)?.position === (stored[0]?.position ?? 0) - 1;
    // Another process wrote in between: what lies there is not known here.
    if (!follows) this.#keep([]);
    for (const message of stored) this.#take(message);
    if (this.#size > keptAtMost) this.#keep(this.#newestHalf());
  }

  /** What lies behind a place over all topics; `undefined` when that is not known here. */
  after(position: number, limit: number): readonly StoredMessage[] | undefined {
    const start = this.#startOf(position);
    return start === undefined ? undefined : this.#messages.slice(start, start + limit);
  }

  /**
   * What lies behind a place of one partition; `undefined` when that is not known here, also when nothing is: what another
   * process has written at the end of the log may be the partition's next message.
   */
  ofPartition(place: Partition, position: number, limit: number): readonly StoredMessage[] | undefined {
    if (this.#startOf(position) === undefined) return undefined;
    const messages = this.#byPartition.get(nameOf(place)) ?? [];
    let start = messages.length;
    while (start > 0 && messages[start - 1]!.position > position) start -= 1;
    return start < messages.length ? messages.slice(start, start + limit) : undefined;
  }

  /** At the end of what is kept, others may have written more. */
  #startOf(position: number): number | undefined {
    const [first, last] = [this.#messages[0]?.position ?? 0, this.#messages.at(-1)?.position ?? 0];
    return position >= first - 1 && position < last ? position - first + 1 : undefined;
  }

  #take(message: StoredMessage): void {
    const name = nameOf(message);
    const ofPartition = this.#byPartition.get(name);
    if (ofPartition) ofPartition.push(message);
    else this.#byPartition.set(name, [message]);
    this.#messages.push(message);
    this.#size += sizeOf(message);
  }

  #newestHalf(): readonly StoredMessage[] {
    let size = 0;
    const start = this.#messages.findLastIndex((message) => (size += sizeOf(message)) > keptAtMost / 2);
    return this.#messages.slice(start + 1);
  }

  #keep(messages: readonly StoredMessage[]): void {
    this.#messages = [];
    this.#byPartition = new Map();
    this.#size = 0;
    for (const message of messages) this.#take(message);
  }
}

/** Headers are about as long for every message. */
const sizeOf = ({ received }: StoredMessage): number => received.value.length + 1_000;
