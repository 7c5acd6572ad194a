import type { PassedMessage, StoredMessage } from './message-log.js';
import type { Partition } from './partition-of.js';
import { nameOf } from './partition-of.js';

/** A facet's newest message so far; those without a version in their headers are never passed over. */
type Newest = Readonly<{ version: bigint; message: StoredMessage }>;

/** Messages of many partitions, handed over together. */
export class Batch {
  /** Messages passed, whether they are handed over or not. */
  size = 0;
  readonly #others: StoredMessage[] = [];
  readonly #newest = new Map<string, Newest>();
  readonly #lasts = new Map<string, Partition & Pick<StoredMessage, 'position'>>();

  /** @param newestOnly whether older versions of a facet are passed over; else every message is handed over. */
  constructor(private readonly newestOnly: boolean) {}

  /** What is to be handed over, in the order of the log. */
  get concerning(): readonly StoredMessage[] {
    const newest = [...this.#newest.values()].map(({ message }) => message);
    return [...this.#others, ...newest].sort((one, other) => one.position - other.position);
  }

  /** How far the batch reaches in each partition. */
  get lasts(): Iterable<Partition & Pick<StoredMessage, 'position'>> {
    return this.#lasts.values();
  }

  /** Takes messages in, in the order of the log. */
  add(messages: readonly PassedMessage[]): void {
    this.size += messages.length;
    for (const { received, ...place } of messages) {
      this.#lasts.set(nameOf(place), place);
      if (received) this.#take({ ...place, received });
    }
  }

  #take(message: StoredMessage): void {
    const { key, headers } = message.received;
    const { ce_facetkind: kind, ce_facetversion: version } = headers;
    if (!this.newestOnly || kind === undefined || version === undefined) return void this.#others.push(message);
    const known = this.#newest.get(`${kind}/${key}`);
    if (known && known.version > BigInt(version)) return;
    this.#newest.set(`${kind}/${key}`, { version: BigInt(version), message });
  }
}
